"""A name that is more than a slip away: asked for by the holder, decided by an organiser, told by email."""

from django.db import transaction
from django.utils import timezone

from certificates.emails import queue_name_declined
from certificates.enums import NameRequestState
from certificates.models import Certificate, NameRequest
from certificates.services.correcting import NameRefusedError, fit_name, lock_valid, supersede
from workshops.services.transitions import transition


def request_name(*, certificate_id: int, name: str, note: str = "") -> NameRequest:
    """Ask an organiser for another name on a valid certificate. Locks booking, session and certificate.

    Raises NameRefusedError where the name cannot be changed, and while another request for the place is open.
    """
    with transaction.atomic():
        certificate = lock_valid(certificate_id)
        name = fit_name(certificate, name)
        if open_request(certificate):
            raise NameRefusedError("You have asked us already. We answer by email; then you can ask again.")
        return NameRequest.objects.create(
            place=certificate.place, before=certificate.snapshot["name"], name=name, note=note.strip()[:500]
        )


def open_request(certificate: Certificate) -> NameRequest | None:
    return NameRequest.objects.filter(place_id=certificate.place_id, state=NameRequestState.OPEN).first()


def approve_name(*, request_id: int, by: str, reason: str) -> Certificate:
    """Issue the next version under the name that was asked for; its message tells the holder once the PDF exists.

    Locks booking, session, certificate and request. Raises NameRefusedError without a reason (what was seen that shows it
    is the same person), without a valid certificate, and once the place is in another name; MoveRefusedError for a
    request that was decided already.
    """
    _refuse_silence(reason, "Say what you saw that shows it is the same person: it is kept with the certificate.")
    with transaction.atomic():
        certificate = lock_valid(_valid_of(request_id))
        request = _lock(request_id)
        _decide(request, to=NameRequestState.APPROVED, by=by, reason=reason)
        name = fit_name(certificate, request.name)
        return supersede(certificate, name=name, by=by, reason=reason.strip()[:300])


def decline_name(*, request_id: int, by: str, reason: str) -> NameRequest:
    """Leave the certificate as it is and tell the holder why. Locks the request.

    Raises NameRefusedError without a reason, MoveRefusedError for a request that was decided already.
    """
    _refuse_silence(reason, "Say why: it is what the person reads.")
    with transaction.atomic():
        request = _lock(request_id)
        _decide(request, to=NameRequestState.DECLINED, by=by, reason=reason)
        queue_name_declined(request)
    return request


def _valid_of(request_id: int) -> int:
    place_id = NameRequest.objects.values_list("place_id", flat=True).get(pk=request_id)
    valid = Certificate.objects.valid().filter(place_id=place_id).values_list("pk", flat=True).first()
    if valid is None:
        raise NameRefusedError("No certificate of this place is valid any more. Decline the request and say so.")
    return valid


def _lock(request_id: int) -> NameRequest:
    rows = NameRequest.objects.select_for_update(of=("self",)).select_related("place__booking")
    return rows.get(pk=request_id)


def _refuse_silence(reason: str, sentence: str) -> None:
    if not reason.strip():
        raise NameRefusedError(sentence)


def _decide(request: NameRequest, *, to: str, by: str, reason: str) -> None:
    request.decided_at, request.answer = timezone.now(), reason.strip()[:300]
    transition(request, to=to, by=by, reason=request.answer, save=("decided_at", "answer"))
