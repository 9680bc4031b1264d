"""Ticket types of all sessions, to look at and to choose from; they are changed in their session's form."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.contrib.admin.widgets import AutocompleteSelectMultiple
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.formats import date_format
from unfold.decorators import display

from workshops.admin.base import ReadOnlyAdmin
from workshops.admin.ticket_terms import taken, terms_of
from workshops.enums import SessionState
from workshops.foundation.money import spoken_price
from workshops.models import TicketType


def full_name(ticket: TicketType) -> str:
    """A ticket type with its session, for its name alone says little: "Trainee, £75: Endings, 10 Feb 2027"."""
    start = date_format(ticket.session.local_start, "j M Y")
    return f"{ticket.name}, {spoken_price(ticket.price_pence)}: {ticket.session.workshop.title}, {start}"


class TicketChoiceField(forms.ModelMultipleChoiceField):
    """Ticket types by their full names."""

    def label_from_instance(self, obj: Any) -> str:
        return full_name(obj)


class TicketSelect(AutocompleteSelectMultiple):
    """Asks the view below, which answers with full names."""

    url_name = "%s:workshops_tickettype_autocomplete"


class TicketAutocomplete(AutocompleteJsonView):
    def serialize_result(self, obj: Any, to_field_name: str) -> dict[str, str]:
        return super().serialize_result(obj, to_field_name) | {"text": full_name(obj)}


@admin.register(TicketType)
class TicketTypeAdmin(ReadOnlyAdmin):
    list_display = ("name", "session", "price", "taken")
    list_select_related = ("session__workshop",)
    search_fields = ("name", "session__workshop__title", "session__town")
    search_help_text = "Name, workshop or town"
    ordering = ("-session__starts_at", "position", "pk")
    readonly_fields = ("price", "terms")
    fields = ("name", "session", "price", "terms")

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).select_related("session__workshop")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Those of a draft session: deleting the session asks here whether its ticket types may go with it."""
        is_draft = obj is not None and obj.session.state == SessionState.DRAFT
        return is_draft and request.user.has_perm("workshops.delete_tickettype")

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.autocomplete)
        return [path("autocomplete/", view, name="workshops_tickettype_autocomplete"), *super().get_urls()]

    def autocomplete(self, request: HttpRequest) -> HttpResponse:
        return TicketAutocomplete.as_view(admin_site=self.admin_site)(request)

    @display(description="Price", ordering="price_pence")
    def price(self, ticket: TicketType) -> str:
        return spoken_price(ticket.price_pence)

    @display(description="In short")
    def terms(self, ticket: TicketType) -> str:
        return terms_of(ticket)

    @display(description="Places taken", ordering="places_taken")
    def taken(self, ticket: TicketType) -> str:
        return taken(ticket)
