"""From the frozen snapshot to the stored PDF, and the messages that carry it. Runs in a worker."""

import logging

logger = logging.getLogger(__name__)


def make_document(*, document_id: int) -> bool:
    """Draw, check and store the PDF of one document."""
    logger.info("Document %s waits for its PDF", document_id)
    return False


def make_documents_left_behind() -> int:
    return 0
