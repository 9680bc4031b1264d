"""What showed that somebody was there, once another person has their place: it was about them, and goes with them."""

from attendees.models import Attendance, AttendanceQuery, IdentityDecision, Place, Stay
from attendees.services.attendance_record import note_attendance
from attendees.services.proposing import propose_for_place
from attendees.services.stays_by_hand import stay_told

HANDED_OVER = "handed over"
LONGEST = 500


def forget_presence(place: Place, *, by: str) -> None:
    """Take away stays, decisions, marks and queries on a place that was handed over; the record keeps what the stays said.

    A report that is kept gives its stays again when it is applied again, to whoever they belong to now. The caller holds
    the session's lock, and refuses confirmed attendance.
    """
    stays = list(Stay.objects.filter(place=place).order_by("starts_at", "pk"))
    marked = Attendance.objects.filter(place=place).first()
    IdentityDecision.objects.filter(place=place).delete()
    AttendanceQuery.objects.filter(place=place).delete()
    if not stays and marked is None:
        return
    said = "; ".join(stay_told(stay, place.session) for stay in stays) or "no stays"
    note_attendance(
        place_ids=[place.pk],
        came_from=marked,
        became=HANDED_OVER,
        by=by,
        reason=f"Of whoever had the place before: {said}"[:LONGEST],
    )
    Stay.objects.filter(place=place).delete()
    Attendance.objects.filter(place=place).delete()
    propose_for_place(place_id=place.pk, by=by)
