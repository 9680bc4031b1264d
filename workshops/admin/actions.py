"""How actions are carried out: one service call for each row, with what was done and what was refused told apart."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from unfold.widgets import UnfoldAdminTextInputWidget

from workshops.admin.base import OrganiserAdmin
from workshops.foundation.errors import DomainError

# In what a list's page of a step sends: the question was on the screen.
ASKED = "asked"


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
    With a `form` of its own a step asks more: `act` gets all that was filled in, and a refusal stands in the form, with
    what was typed. `done` opens the sentence about what went through; `tell` says it from what `act` gave back.
    """

    admin: OrganiserAdmin
    row: Model
    title: str
    facts: Sequence[str]
    button: str
    act: Callable[[Any], object]
    done: str = "Done"
    form: Callable[..., forms.Form] | None = None
    tell: Callable[[HttpRequest, Any], object] | None = None
    asks_reason: bool = False
    tells_reason: bool = False
    is_grave: bool = False
    carried: ClassVar[tuple[tuple[str, Any], ...]] = ()

    def answer(self, request: HttpRequest) -> HttpResponse:
        is_sent = request.method == "POST"
        form = (self.form or self._form_class())(request.POST if is_sent else None)
        if is_sent and form.is_valid() and self._is_over(request, form):
            return redirect(self.back)
        return step_page(request, self, form)

    def _is_over(self, request: HttpRequest, form: forms.Form) -> bool:
        """Act, and tell what came of it; False when it was refused and the page has to say so."""
        try:
            result = self.act(form.cleaned_data if self.form else form.cleaned_data.get("reason", ""))
        except DomainError as refusal:
            if self.form:
                form.add_error(None, str(refusal))
                return False
            messages.error(request, str(refusal))
            return True
        if self.tell:
            self.tell(request, result)
        else:
            messages.success(request, f"{self.done}: {self.row}.")
        return True

    def _form_class(self) -> type[forms.Form]:
        if self.tells_reason:
            return SpokenReasonForm
        return ReasonForm if self.asks_reason else NoForm

    @property
    def back(self) -> str:
        opts = self.row._meta
        return reverse(f"admin:{opts.app_label}_{opts.model_name}_change", args=[self.row.pk])


@dataclass(frozen=True, kw_only=True)
class ListStep:
    """An action on chosen rows of a list that asks for a reason first, on a page of its own.

    The rows go along in the page. Sending it calls `act` with each row's id and the reason, and tells done and refused apart.
    """

    admin: OrganiserAdmin
    rows: QuerySet
    name: str
    title: str
    facts: Sequence[str]
    button: str
    act: Callable[[int, str], object]
    done: str
    form: Callable[..., forms.Form] = ReasonForm
    is_grave: bool = False

    def answer(self, request: HttpRequest) -> HttpResponse | None:
        """The page; None once it was sent, for then Django goes back to the list by itself."""
        is_sent = ASKED in request.POST
        form = self.form(request.POST if is_sent else None)
        if is_sent and form.is_valid():
            reason = form.cleaned_data["reason"]
            run_each(request, self.rows, lambda pk: self.act(pk, reason), done=self.done)
            return None
        return step_page(request, self, form)

    @property
    def carried(self) -> list[tuple[str, Any]]:
        """What the page sends beside the form, so that the list runs the same action on the same rows."""
        chosen = [(ACTION_CHECKBOX_NAME, pk) for pk in self.rows.values_list("pk", flat=True)]
        return [("action", self.name), (ASKED, "yes"), *chosen]

    @property
    def back(self) -> str:
        return reverse(f"admin:{self.admin.opts.app_label}_{self.admin.opts.model_name}_changelist")


def step_page(request: HttpRequest, step: Step | ListStep, form: forms.Form) -> HttpResponse:
    """The page on which a step is confirmed."""
    shown = {"step": step, "form": form, "title": step.title, "opts": step.admin.opts}
    return TemplateResponse(request, "admin/lectern/step.html", step.admin.admin_site.each_context(request) | shown)


def row_or_404(admin: OrganiserAdmin, request: HttpRequest, object_id: str) -> Any:
    """The row an action was asked for. Raises Http404, or PermissionDenied for someone who may not even see it."""
    row = admin.get_object(request, object_id)
    if row is None:
        raise Http404
    if not admin.has_view_or_change_permission(request, row):
        raise PermissionDenied
    return row
