"""Writing to people on a session: to whom and what, then a look at it and at the number, then sending."""

from dataclasses import replace
from typing import Any
from uuid import uuid4

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from unfold.widgets import UnfoldAdminTextareaWidget, UnfoldAdminTextInputWidget

from attendees.emails.compose import render_email
from attendees.emails.organisers import ORGANISER_MESSAGE, message_context
from attendees.enums import MessageGroup
from attendees.services.telling import message_people, readers_in
from workshops.admin.base import OrganiserAdmin, actor
from workshops.foundation.errors import DomainError
from workshops.models import Session

RAW_LINK = (
    "Your text holds the meeting’s own link. Each person has a joining page, to which the link in the message leads."
)
# Whoever has someone’s link is taken for them, so it is shown to nobody else.
THEIR_LINK = "(a link of their own)"
LONGEST = 4000


class MessageForm(forms.Form):
    """To whom and what. `sending` is the key of the form: pressed twice, it is sent once."""

    group = forms.ChoiceField(label="To", widget=forms.RadioSelect)
    subject = forms.CharField(label="Subject", max_length=150, widget=UnfoldAdminTextInputWidget)
    text = forms.CharField(
        label="Text",
        max_length=LONGEST,
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 10}),
        help_text="Plain text; leave an empty line between paragraphs. The greeting, the date and a link are added.",
    )
    sending = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def __init__(self, *args: Any, session: Session, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        group: Any = self.fields["group"]
        self.numbers = {value: len(readers_in(session, MessageGroup(value))) for value in MessageGroup.values}
        group.choices = [(value, f"{label} ({self.numbers[value]})") for value, label in MessageGroup.choices]
        group.error_messages = {"required": "Choose who gets it.", "invalid_choice": "Choose who gets it."}

    def clean_group(self) -> str:
        group = str(self.cleaned_data["group"])
        if not self.numbers[group]:
            raise forms.ValidationError("Nobody is in this group at present.")
        return group


def message_page(admin: OrganiserAdmin, request: HttpRequest, session: Session) -> HttpResponse:
    """Writing, looking, sending; a look at the page changes nothing."""
    is_sent = request.method == "POST"
    asked = request.GET.get("group")
    initial = {"group": asked if asked in MessageGroup.values else MessageGroup.EVERYONE}
    form = MessageForm(request.POST if is_sent else None, session=session, initial=initial)
    if is_sent and form.is_valid():
        if "send" in request.POST:
            return _send(admin, request, session, form)
        if "preview" in request.POST:
            return _page(admin, request, session, form, preview=_preview(session, form))
    return _page(admin, request, session, form)


def _send(admin: OrganiserAdmin, request: HttpRequest, session: Session, form: MessageForm) -> HttpResponse:
    filled = form.cleaned_data
    try:
        number = message_people(session_id=session.pk, by=actor(request), **filled)
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return _page(admin, request, session, form)
    if number:
        people = "1 person" if number == 1 else f"{number} people"
        admin.log_change(request, session, f"Wrote to {people}: “{filled['subject']}”.")
        messages.success(request, f"“{filled['subject']}” goes to {people} now.")
    else:
        messages.info(request, "This message was sent already, so nobody gets it twice.")
    return redirect(reverse("admin:workshops_session_change", args=[session.pk]))


def _preview(session: Session, form: MessageForm) -> dict[str, Any]:
    """The message as the first of them reads it."""
    filled = form.cleaned_data
    readers = readers_in(session, MessageGroup(filled["group"]))
    context = message_context(
        replace(readers[0], link=THEIR_LINK), session=session, subject=filled["subject"], text=filled["text"]
    )
    is_raw = bool(session.joining_url) and session.joining_url in filled["text"]
    return {
        "number": len(readers),
        "first": readers[0],
        "text": render_email(ORGANISER_MESSAGE, context)["text"],
        "warning": RAW_LINK if is_raw else "",
    }


def _page(
    admin: OrganiserAdmin,
    request: HttpRequest,
    session: Session,
    form: MessageForm,
    preview: dict[str, Any] | None = None,
) -> HttpResponse:
    shown = {
        "form": form,
        "session": session,
        "preview": preview,
        "title": f"Write to people on “{session}”",
        "opts": admin.opts,
        "back": reverse("admin:workshops_session_change", args=[session.pk]),
    }
    return TemplateResponse(request, "admin/lectern/message.html", admin.admin_site.each_context(request) | shown)
