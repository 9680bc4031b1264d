"""The PDF of a certificate, for its owner."""

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from certificates.enums import CertificateState
from certificates.links import opens
from certificates.models import Certificate


@never_cache
def download(request: HttpRequest, number: str) -> HttpResponse:
    """`/certificates/<number>/download/`: by account, by the link in the email, or for organisers. Else 404.

    One that was revoked or replaced is not handed out any more, except to organisers: 410 with the reason.
    """
    certificate = Certificate.objects.select_related("place__booking").filter(number=number).first()
    if certificate is None or not _may_open(request, certificate):
        raise Http404
    if certificate.state != CertificateState.ISSUED and not _is_organiser(request):
        return render(request, "certificates/withdrawn.html", {"certificate": certificate}, status=410)
    if not certificate.rendered_at:
        return render(request, "certificates/not_ready.html", {"certificate": certificate}, status=202)
    file = certificate.pdf.storage.open(certificate.pdf.name)
    return FileResponse(
        file, as_attachment=True, filename=f"Certificate {certificate.number}.pdf", content_type="application/pdf"
    )


def _may_open(request: HttpRequest, certificate: Certificate) -> bool:
    if opens(certificate.number, request.GET.get("key", "")):
        return True
    user = request.user
    return user.is_authenticated and (certificate.place.user_id == user.pk or _is_organiser(request))


def _is_organiser(request: HttpRequest) -> bool:
    return request.user.has_perm("certificates.view_certificate")
