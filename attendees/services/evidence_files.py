"""Reports of who was there: taken in, asked about, set aside, and wiped when their time is over."""

from datetime import timedelta
from hashlib import sha256

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from attendees.enums import FileState
from attendees.errors import AttendanceRefusedError
from attendees.evidence import AmbiguousDatesError, OtherSessionError, Report, UnreadableReportError
from attendees.models import AttendanceFile, ColumnChoice, IdentityDecision
from attendees.services.locking import lock_sessions
from attendees.services.reading_files import PASTED, read_bytes, refuse_size
from attendees.services.sealing import seal
from workshops.enums import SessionState
from workshops.models import Session
from workshops.services.transitions import transition

UNDATED = "Report whose dates are to be settled"
LONGEST_NAME = 200
NOT_HELD = "Only a session that was held has attendance, and this one is {}."
TOO_OLD = "not applied in time"


def upload_file(*, session_id: int, name: str, content: bytes, by: str) -> AttendanceFile:
    """Keep a report, sealed; without a `name` it is text that was pasted. The same bytes again: the earlier file, as it is.

    It is read first. Raises UnreadableReportError, and then keeps nothing, for what is no report of this session; one
    whose dates or columns a person must settle is kept. Columns chosen earlier for the same header are used. Raises
    AttendanceRefusedError for a session that is not held. Locks the session.
    """
    refuse_size(len(content))
    session = _held(session_id)
    digest = sha256(content).hexdigest()
    draft = AttendanceFile(session=session, name=_shortened(name), sha256=digest, uploaded_by=by)
    earlier = _same(draft)
    if earlier:
        return earlier
    _understand(draft, content)
    draft.sealed = seal(content)
    with transaction.atomic():
        lock_sessions([session_id])
        earlier = _same(draft)
        if earlier:
            return earlier
        draft.save()
    return draft


def _held(session_id: int) -> Session:
    session = Session.objects.select_related("workshop").prefetch_related("parts").get(pk=session_id)
    if session.state != SessionState.SCHEDULED:
        raise AttendanceRefusedError(NOT_HELD.format(session.get_state_display().lower()))
    return session


def _shortened(name: str) -> str:
    """The last part of a path, without what cannot be seen."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    visible = "".join(each for each in last if each.isprintable()).strip()
    return visible[-LONGEST_NAME:] or PASTED


def _same(file: AttendanceFile) -> AttendanceFile | None:
    found = AttendanceFile.objects.filter(session=file.session, sha256=file.sha256)
    return found.exclude(state=FileState.DISCARDED).first()


def _understand(file: AttendanceFile, content: bytes) -> None:
    """Set the label, and the columns where a person chose them before for such a header."""
    report = _read(file, content)
    table = report.needs_columns if report else None
    chosen = ColumnChoice.objects.filter(fingerprint=table.fingerprint).first() if table else None
    if chosen:
        file.columns = chosen.columns
        report = _read_again(file, content) or report
    file.label = report.label if report else UNDATED


def _read(file: AttendanceFile, content: bytes) -> Report | None:
    """None where the dates are to be settled."""
    try:
        return read_bytes(file, content)
    except AmbiguousDatesError:
        return None


def _read_again(file: AttendanceFile, content: bytes) -> Report | None:
    """By the columns of another file; where they do not fit this one, a person chooses."""
    try:
        return _read(file, content)
    except OtherSessionError:
        raise
    except UnreadableReportError:
        file.columns = None
        return None


def lock_file(file_id: int) -> AttendanceFile:
    """The file anew with its session and itself locked, in that order. Call it inside a transaction."""
    session_id = AttendanceFile.objects.values_list("session_id", flat=True).get(pk=file_id)
    lock_sessions([session_id])
    rows = AttendanceFile.objects.select_for_update(of=("self",), no_key=True).select_related("session__workshop")
    return rows.prefetch_related("session__parts").get(pk=file_id)


def discard_file(*, file_id: int, by: str) -> AttendanceFile:
    """Set aside a file that was not applied, and wipe it at once. Locks the session.

    Raises AttendanceRefusedError for one that is applied, MoveRefusedError for one that is discarded.
    """
    with transaction.atomic():
        file = lock_file(file_id)
        if file.state == FileState.APPLIED:
            raise AttendanceRefusedError(
                "This report is applied. Take it back, with a reason, instead of discarding it."
            )
        set_aside(file, by=by)
    return file


def set_aside(file: AttendanceFile, *, by: str, reason: str = "") -> None:
    """Discard and wipe a locked file, and forget the decisions that no kept file needs any more."""
    _wipe(file)
    transition(file, to=FileState.DISCARDED, by=by, reason=reason, save=("sealed", "wiped_at"))
    _forget_whom_nothing_names(file.session)


def wipe_old_files() -> int:
    """Wipe what was uploaded more than LECTERN_REPORT_DAYS ago; how many files. The stays that they gave remain.

    A file that nobody applied is discarded. Decisions go when no file of their session is left. Locks each session.
    """
    before = timezone.now() - timedelta(days=settings.LECTERN_REPORT_DAYS)
    old = AttendanceFile.objects.filter(sealed__isnull=False, uploaded_at__lt=before)
    return sum(_wipe_old(pk) for pk in old.order_by("session_id", "pk").values_list("pk", flat=True))


@transaction.atomic
def _wipe_old(file_id: int) -> bool:
    file = lock_file(file_id)
    if file.sealed is None:
        return False
    if file.state == FileState.READ:
        set_aside(file, by="sweep", reason=TOO_OLD)
        return True
    _wipe(file)
    file.save(update_fields=["sealed", "wiped_at"])
    _forget_whom_nothing_names(file.session)
    return True


def _wipe(file: AttendanceFile) -> None:
    file.sealed, file.wiped_at = None, timezone.now()


def _forget_whom_nothing_names(session: Session) -> None:
    """Decisions about names and addresses that no kept file holds any more."""
    if not AttendanceFile.objects.filter(session=session, sealed__isnull=False).exists():
        IdentityDecision.objects.filter(session=session).delete()
