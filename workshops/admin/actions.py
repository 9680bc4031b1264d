"""How actions are carried out: one service call for each row, with what was done and what was refused told apart."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from unfold.widgets import UnfoldAdminTextInputWidget

from workshops.admin.base import OrganiserAdmin
from workshops.foundation.errors import DomainError


def run_each(request: HttpRequest, rows: Iterable[Model], act: Callable[[Any], object], *, done: str) -> None:
    """Call `act` with each row's id; `done` opens the sentence about those that went through."""
    named: list[str] = []
    for row in rows:
        try:
            act(row.pk)
        except DomainError as error:
            messages.error(request, str(error))
        else:
            named.append(str(row))
    if named:
        messages.success(request, f"{done}: {', '.join(named)}.")


class ReasonForm(forms.Form):
    """Why something is done; the audit keeps it."""

    reason = forms.CharField(
        max_length=300,
        label="Reason",
        help_text="Kept in the record of changes. One sentence is enough.",
        widget=UnfoldAdminTextInputWidget,
    )


class SpokenReasonForm(ReasonForm):
    """A reason that goes out by email, so it is written for those who get it."""

    reason = forms.CharField(
        max_length=300,
        label="Reason, said to attendees",
        help_text="Printed in the email to everyone with a place, and kept in the record of changes.",
        widget=UnfoldAdminTextInputWidget,
    )


class NoForm(forms.Form):
    """Nothing to fill in: the button is the answer."""


@dataclass(frozen=True, kw_only=True)
class Step:
    """One step that is confirmed on a page of its own, because it shows to others or cannot be taken back.

    A look at the page (GET) changes nothing; sending it (POST) calls `act` with the reason, or with "".
    `asks_reason` is for a reason that only the audit keeps, `tells_reason` for one that attendees read.
    """

    admin: OrganiserAdmin
    row: Model
    title: str
    facts: Sequence[str]
    button: str
    done: str
    act: Callable[[str], object]
    asks_reason: bool = False
    tells_reason: bool = False
    is_grave: bool = False

    def answer(self, request: HttpRequest) -> HttpResponse:
        form = self._form_class()(request.POST if request.method == "POST" else None)
        if request.method == "POST" and form.is_valid():
            reason = form.cleaned_data.get("reason", "")
            run_each(request, [self.row], lambda _: self.act(reason), done=self.done)
            return redirect(self.back)
        return TemplateResponse(request, "admin/lectern/step.html", self._context(request, form))

    def _form_class(self) -> type[forms.Form]:
        if self.tells_reason:
            return SpokenReasonForm
        return ReasonForm if self.asks_reason else NoForm

    @property
    def back(self) -> str:
        opts = self.row._meta
        return reverse(f"admin:{opts.app_label}_{opts.model_name}_change", args=[self.row.pk])

    def _context(self, request: HttpRequest, form: forms.Form) -> dict[str, Any]:
        shown = {"step": self, "form": form, "title": self.title, "opts": self.admin.opts}
        return self.admin.admin_site.each_context(request) | shown


def row_or_404(admin: OrganiserAdmin, request: HttpRequest, object_id: str) -> Any:
    """The row an action was asked for. Raises Http404, or PermissionDenied for someone who may not even see it."""
    row = admin.get_object(request, object_id)
    if row is None:
        raise Http404
    if not admin.has_view_or_change_permission(request, row):
        raise PermissionDenied
    return row
