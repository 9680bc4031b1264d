"""Rows that a worker has claimed, and workers that died holding one."""

from datetime import datetime, timedelta

from django.conf import settings


def lapsed(now: datetime) -> datetime:
    """Whoever claimed a row before this moment and has not finished is taken for dead (LECTERN_CLAIM_SECONDS)."""
    return now - timedelta(seconds=settings.LECTERN_CLAIM_SECONDS)
