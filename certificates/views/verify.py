"""Anyone can check a certificate by its number."""

from allauth.decorators import rate_limit
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from certificates.forms import NumberForm
from certificates.numbers import read_number
from certificates.queries import verified_certificate


@rate_limit(action="verify", limit_get=True)
def verify(request: HttpRequest) -> HttpResponse:
    """`/verify/`: asks for a number."""
    form = NumberForm(request.GET if "number" in request.GET else None)
    if form.is_valid():
        return redirect("verify_number", number=form.cleaned_data["number"])
    return render(request, "certificates/verify.html", {"form": form}, status=422 if form.errors else 200)


@never_cache
@rate_limit(action="verify", limit_get=True)
def verify_number(request: HttpRequest, number: str) -> HttpResponse:
    """`/verify/<number>/`: what the certificate states and whether it stands. One look-up, whatever the answer."""
    certificate = verified_certificate(number)
    if certificate is None:
        shown = number.replace("\x00", "")[:40]
        context = {"form": NumberForm(initial={"number": shown}), "number": shown, "whole": bool(read_number(shown))}
        return render(request, "certificates/verify_unknown.html", context, status=404)
    return render(request, "certificates/verified.html", {"certificate": certificate, "content": certificate.snapshot})
