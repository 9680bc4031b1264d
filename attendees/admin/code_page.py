"""The code of a session, as large as a screen: for the last slide, or on paper."""

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse

from attendees.services.checking_in import close_check_in, open_check_in, open_code
from workshops.admin.base import actor
from workshops.foundation.errors import DomainError
from workshops.foundation.qr import qr_svg
from workshops.models import Session

MINUTES = ((5, "5 minutes"), (10, "10 minutes"), (15, "15 minutes"), (30, "30 minutes"), (60, "an hour"))


class OpenForm(forms.Form):
    """How long the code is good."""

    minutes = forms.TypedChoiceField(label="Good for", choices=MINUTES, coerce=int, initial=15)


def code_page(request: HttpRequest, session: Session) -> HttpResponse:
    """`/admin/workshops/session/<id>/code/`: shows the code that is open; POST makes a new one or closes it."""
    form = OpenForm(request.POST if request.method == "POST" else None)
    if request.POST.get("do") == "close":
        close_check_in(session_id=session.pk)
        return redirect("admin:workshops_session_code", session.pk)
    if request.method == "POST" and form.is_valid():
        try:
            open_check_in(session_id=session.pk, minutes=form.cleaned_data["minutes"], by=actor(request))
        except DomainError as refusal:
            messages.error(request, str(refusal))
        return redirect("admin:workshops_session_code", session.pk)
    return _show(request, session, form)


def _show(request: HttpRequest, session: Session, form: OpenForm) -> HttpResponse:
    opened = open_code(session)
    address = f"{settings.SITE_URL}{reverse('check_in')}"
    context = {
        "session": session,
        "form": form,
        "opened": opened,
        "halves": (opened.code[:3], opened.code[3:]) if opened else (),
        "address": address.partition("://")[2],
        "qr": qr_svg(f"{address}?code={opened.code}") if opened else None,
    }
    return TemplateResponse(request, "admin/lectern/code.html", context)
