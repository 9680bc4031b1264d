"""The name on somebody's own certificate, put right by them, or asked for."""

from allauth.decorators import rate_limit
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from attendees.place_access import actor_of, is_own
from certificates.forms import NameForm
from certificates.links import opens_own
from certificates.models import Certificate
from certificates.services.correcting import NameNeedsApprovalError, correct_certificate_name, correction_refusal
from certificates.services.name_requests import open_request, request_name
from workshops.foundation.errors import DomainError

CORRECTED = "The name is put right. The new certificate is being made; its link reaches you by email in a minute."
ASKED = (
    "We have your request. An organiser looks at it and answers by email; until then your certificate stays as it is."
)


@never_cache
@rate_limit(action="name")
def name(request: HttpRequest, number: str) -> HttpResponse:
    """`/certificates/<number>/name/`: for the holder alone, by account, place link or the link in the email. Else 404."""
    certificate = _own(request, number)
    form = NameForm(request.POST or None, initial={"name": certificate.snapshot["name"]})
    if request.method == "POST" and form.is_valid():
        try:
            newer = _carry_out(request, certificate, form)
        except DomainError as refusal:
            form.add_error("name", str(refusal))
        else:
            return redirect((newer or certificate).verify_path)
    context = {
        "certificate": certificate,
        "closed": correction_refusal(certificate),
        "waiting": open_request(certificate),
        "form": form,
    }
    return render(request, "certificates/name.html", context, status=422 if form.errors else 200)


def _own(request: HttpRequest, number: str) -> Certificate:
    rows = Certificate.objects.select_related("place__booking", "place__session")
    certificate = rows.filter(number=number).first()
    if certificate is None:
        raise Http404
    if is_own(request, certificate.place) or opens_own(certificate, request.GET.get("key", "")):
        return certificate
    raise Http404


def _carry_out(request: HttpRequest, certificate: Certificate, form: NameForm) -> Certificate | None:
    """The new version, or None where an organiser looks at it first. Tells which."""
    typed, place = form.cleaned_data["name"], certificate.place
    try:
        by = actor_of(request, place.booking, place).by
        newer = correct_certificate_name(certificate_id=certificate.pk, name=typed, by=by)
    except NameNeedsApprovalError:
        request_name(certificate_id=certificate.pk, name=typed, note=form.cleaned_data["note"])
        messages.success(request, ASKED)
        return None
    messages.success(request, CORRECTED)
    return newer
