"""Links that open a certificate without an account."""

from django.core.signing import BadSignature, Signer

from certificates.models import Certificate

_signer = Signer(salt="certificates.download-link")


def download_link(certificate: Certificate) -> str:
    """The path of the PDF with a key that opens it."""
    key = _signer.sign(certificate.number).rsplit(":", 1)[1]
    return f"{certificate.download_path}?key={key}"


def name_link(certificate: Certificate) -> str:
    """The path of the page that puts its name right, with the same key."""
    return download_link(certificate).replace("/download/", "/name/")


def opens_own(certificate: Certificate, key: str) -> bool:
    """Whether `key` came to the attendee's own address; without one, it went to whoever booked."""
    return bool(certificate.place.attendee_email) and opens(certificate.number, key)


def opens(number: str, key: str) -> bool:
    """Whether `key` opens the certificate `number`; compared in constant time."""
    try:
        return _signer.unsign(f"{number}:{key}") == number
    except BadSignature:
        return False
