"""All the certificates of a booking in one file, for whoever may open the booking. Attendees are told that they see them."""

import re
import shutil
import tempfile
import unicodedata
from collections.abc import Sequence
from typing import IO
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from attendees.access import booking_for
from attendees.models import Booking
from certificates.models import Certificate

# What some system refuses in the name of a file.
REFUSED = re.compile(r"[\x00-\x1f\x7f/\\:*?\"<>|]+")


@never_cache
def booking_zip(request: HttpRequest, reference: str) -> HttpResponse:
    """`/bookings/<reference>/certificates.zip`: every valid certificate whose PDF exists, and a note of those still to come."""
    booking = booking_for(request, reference)
    certificates = _certificates_of(booking)
    ready = [certificate for certificate in certificates if certificate.rendered_at]
    if not ready:
        context = {"booking": booking, "are_coming": bool(certificates)}
        return render(request, "certificates/no_zip.html", context, status=202)
    coming = [certificate for certificate in certificates if not certificate.rendered_at]
    return FileResponse(
        _pack(ready, coming),
        as_attachment=True,
        filename=f"Certificates {booking.reference}.zip",
        content_type="application/zip",
    )


def _certificates_of(booking: Booking) -> list[Certificate]:
    valid = Certificate.objects.valid().filter(place__booking=booking)
    return list(valid.select_related("place__session").order_by("pk"))


def _pack(ready: Sequence[Certificate], coming: Sequence[Certificate]) -> IO[bytes]:
    """The file, on disk, so that two hundred certificates take no more memory than one piece of one."""
    file = tempfile.TemporaryFile()  # noqa: SIM115  (the response closes it)
    with ZipFile(file, "w", ZIP_STORED) as archive:
        for certificate in ready:
            entry = ZipInfo(file_name(certificate), date_time=_day(certificate))
            with certificate.pdf.storage.open(certificate.pdf.name) as source, archive.open(entry, "w") as target:
                shutil.copyfileobj(source, target)
        if coming:
            archive.writestr("Still being made.txt", _note(coming))
    file.seek(0)
    return file


def _day(certificate: Certificate) -> tuple[int, int, int, int, int, int]:
    issued = certificate.issued_at.astimezone(certificate.place.session.zone)
    return (issued.year, issued.month, issued.day, issued.hour, issued.minute, issued.second)


def file_name(certificate: Certificate) -> str:
    """ "Grace Hopper LEC-2027-….pdf": safe on every system, and alone, because the number is."""
    name = REFUSED.sub(" ", unicodedata.normalize("NFC", str(certificate.snapshot["name"])))
    name = " ".join(name.split()).strip(". ")[:60].strip()
    return f"{name} {certificate.number}.pdf".strip()


def _note(coming: Sequence[Certificate]) -> str:
    names = "\n".join(f"{certificate.snapshot['name']}, {certificate.number}" for certificate in coming)
    return f"These certificates are being made. Download the file again in a minute.\n\n{names}\n"
