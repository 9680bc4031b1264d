"""Anyone can check a certificate: by its number, by its file, or with a program."""

from http import HTTPStatus

from allauth.decorators import rate_limit
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from certificates.forms import FileForm, NumberForm
from certificates.numbers import read_number
from certificates.uploads import MemoryOnlyHandler
from certificates.verifying import compare_file, published, verified_certificate


@csrf_exempt  # a file that is shown changes nothing, and the check would read the request before we can say how
def verify(request: HttpRequest) -> HttpResponse:
    """`/verify/`: asks for a number or a file."""
    return _by_file(request) if request.method == "POST" else _by_number(request)


@rate_limit(action="verify", limit_get=True)
def _by_number(request: HttpRequest) -> HttpResponse:
    form = NumberForm(request.GET if "number" in request.GET else None)
    if form.is_valid():
        return redirect("verify_number", number=form.cleaned_data["number"])
    context = {"form": form, "file_form": FileForm(), "wrong_form": form}
    return render(request, "certificates/verify.html", context, status=422 if form.errors else 200)


@never_cache
@rate_limit(action="verify_file")
def _by_file(request: HttpRequest) -> HttpResponse:
    handler = MemoryOnlyHandler(request)
    request.upload_handlers = [handler]
    files = request.FILES  # reads the request
    form = FileForm(request.POST, files, is_too_large=handler.is_too_large)
    if not form.is_valid():
        context = {"form": NumberForm(), "file_form": form, "wrong_form": form}
        return render(request, "certificates/verify.html", context, status=422)
    file = form.cleaned_data["file"]
    compared = compare_file(file.read(), file_name=file.name)
    return render(
        request, "certificates/verify_file.html", {"compared": compared, "form": NumberForm(), "file_form": FileForm()}
    )


@never_cache
@rate_limit(action="verify", limit_get=True)
def verify_number(request: HttpRequest, number: str) -> HttpResponse:
    """`/verify/<number>/`: what the certificate states and whether it stands. One look-up, whatever the answer."""
    verified = verified_certificate(number)
    if verified is None:
        shown = number.replace("\x00", "")[:40]
        context = {"form": NumberForm(initial={"number": shown}), "number": shown, "whole": bool(read_number(shown))}
        return render(request, "certificates/verify_unknown.html", context, status=404)
    certificate = verified.certificate
    context = {"verified": verified, "certificate": certificate, "content": certificate.snapshot}
    return render(request, "certificates/verified.html", context)


@never_cache
def verify_json(request: HttpRequest, number: str) -> HttpResponse:
    """`/verify/<number>.json`: the same for programs, under the same limit. Its refusals are JSON too."""
    answer = _as_json(request, number)
    if answer.status_code == HTTPStatus.TOO_MANY_REQUESTS:
        return JsonResponse({"error": "too_many_requests"}, status=answer.status_code)
    return answer


@rate_limit(action="verify", limit_get=True)
def _as_json(request: HttpRequest, number: str) -> HttpResponse:
    verified = verified_certificate(number)
    if verified is None:
        return JsonResponse({"error": "not_found"}, status=404)
    return JsonResponse(published(verified))
