"""What all of the organisers' pages share: nothing is deleted in bulk, and states change by services alone."""

from typing import Any, ClassVar

from django.contrib import messages
from django.db import IntegrityError
from django.db.models import PROTECT, DateTimeField, Model, URLField
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from unfold.admin import ModelAdmin
from unfold.dataclasses import UnfoldAction

from workshops.admin.labels import FIELDS, HELP
from workshops.models import StateChange

MET = "Someone else changed this at the same moment, so nothing was saved. Look at it as it is now, then try again."


class OrganiserAdmin(ModelAdmin):
    """The base of every page of the admin.

    A changed row is written field by field, only what its form shows: counters and states that services wrote
    meanwhile stay as they are.
    """

    view_on_site = False
    formfield_overrides = {URLField: {"assume_scheme": "https"}}
    warn_unsaved_form = True
    list_per_page = 50
    shows_changes = False
    # Buttons of a row's page that move it to a state: shown only while the table of moves allows that.
    steps_to: ClassVar[dict[str, str]] = {}
    change_form_outer_after_template = "admin/lectern/changes.html"

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions

    def has_act_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """Whether this person may use the actions of a page, also where the form itself is read-only."""
        return request.user.has_perm(f"{self.opts.app_label}.change_{self.opts.model_name}")

    def get_form(self, request: HttpRequest, obj: Model | None = None, change: bool = False, **kwargs: Any) -> Any:
        kwargs = {"labels": FIELDS, "help_texts": helps(self.model)} | kwargs
        return super().get_form(request, obj, change, **kwargs)

    def get_actions_detail(self, request: HttpRequest, object_id: Any) -> list[UnfoldAction]:
        shown = super().get_actions_detail(request, object_id)
        row: Any = self.get_object(request, str(object_id)) if self.steps_to else None
        if row is None:
            return shown
        closed = {
            f"{self.opts.app_label}_{self.opts.model_name}_{name}"
            for name, state in self.steps_to.items()
            if state not in row.MOVES[row.state]
        }
        return [step for step in shown if step.action_name not in closed]

    def save_model(self, request: HttpRequest, obj: Model, form: ModelForm, change: bool) -> None:
        if change:
            obj.save(update_fields=self.fields_to_save(obj, form))
        else:
            obj.save()

    def fields_to_save(self, obj: Model, form: ModelForm) -> set[str]:
        """The fields the form changed, and the stamps that follow each change."""
        stamps = {field.name for field in obj._meta.fields if isinstance(field, DateTimeField) and field.auto_now}
        own = {field.name for field in obj._meta.concrete_fields}
        return (own & set(form.changed_data)) | stamps

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return super().changeform_view(request, *args, **kwargs)
        except IntegrityError:
            messages.error(request, MET)
            return redirect(request.get_full_path())

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        obj = kwargs.get("obj")
        if self.shows_changes and obj is not None:
            context["state_changes"] = changes_of(obj)
        return super().render_change_form(request, context, *args, **kwargs)


class OrganiserInline:
    """The words of the house in the tables of a form."""

    def get_formset(self, request: HttpRequest, obj: Model | None = None, **kwargs: Any) -> Any:
        kwargs = {"labels": FIELDS, "help_texts": helps(self.model)} | kwargs
        return super().get_formset(request, obj, **kwargs)


def helps(model: type[Model]) -> dict[str, str]:
    """Help for the fields whose model says nothing itself."""
    silent = {field.name for field in model._meta.get_fields() if not getattr(field, "help_text", "")}
    own = {"is_staff", "is_superuser", "is_active", "groups"}
    return {name: text for name, text in HELP.items() if name in silent | own}


def changes_of(row: Model) -> list[StateChange]:
    """The latest changes of a row's state, newest first."""
    found = StateChange.objects.filter(subject=row._meta.label_lower, subject_id=row.pk)
    return list(found.order_by("-pk")[:50])


class ReadOnlyAdmin(OrganiserAdmin):
    """For rows that services own: they are looked at here, and changed by actions."""

    warn_unsaved_form = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


def is_relied_on(row: Model) -> bool:
    """Whether a row that may not lose it points to `row`, in whatever app; such a row is switched off, not deleted."""
    pointing = [link for link in row._meta.related_objects if getattr(link, "on_delete", None) is PROTECT]
    return any(link.related_model.objects.filter(**{link.field.name: row}).exists() for link in pointing)


def actor(request: HttpRequest) -> str:
    """How the audit names the person at the keyboard."""
    return f"user:{request.user.pk}"
