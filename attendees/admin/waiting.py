"""Waiting lists: who is next, who has an offer until when, and changing both."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.formats import date_format
from unfold.decorators import action, display

from attendees.admin.filters import SessionFilter, WaitingFilter
from attendees.enums import WaitingState
from attendees.errors import WaitingRefusedError
from attendees.models import WaitingListEntry
from attendees.queries import with_positions
from attendees.services.offering import offer_to_entry
from attendees.services.waiting import Move, leave_waiting_list, move_entry
from workshops.admin.actions import Step, row_or_404, run_each
from workshops.admin.base import ReadOnlyAdmin, actor
from workshops.admin.labels import STATES
from workshops.foundation.clock import clock, zone_name
from workshops.foundation.money import spoken_price


@admin.register(WaitingListEntry)
class WaitingListEntryAdmin(ReadOnlyAdmin):
    list_display = (
        "shown_position",
        "name",
        "session",
        "quantity",
        "ticket_type",
        "shown_state",
        "offered_until",
        "email",
    )
    list_display_links = ("name",)
    list_filter = (SessionFilter, "state", WaitingFilter, "session__workshop")
    list_select_related = ("session__workshop", "ticket_type", "booking")
    search_fields = ("name", "email", "session__workshop__title")
    ordering = ("session__starts_at", "session_id", "rank", "pk")
    readonly_fields = ("shown_position", "promised", "offered_until")
    fields = (
        "shown_position",
        "state",
        "name",
        "email",
        "session",
        "quantity",
        "ticket_type",
        "promised",
        "attends",
        "booking",
        "offered_until",
        "user",
        "created_at",
        "left_at",
    )
    actions = ("offer", "move_first", "move_up", "move_down", "move_last", "remove")
    actions_detail = ("offer_one", "move_first_one", "remove_one")
    steps_to = {
        "offer_one": WaitingState.OFFERED,
        "move_first_one": WaitingState.OFFERED,
        "remove_one": WaitingState.LEFT,
    }
    shows_changes = True

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return with_positions(super().get_queryset(request))

    @display(description="Position")
    def shown_position(self, entry: Any) -> str:
        return str(entry.position or "")

    @display(description="State", ordering="state", label=STATES)
    def shown_state(self, entry: WaitingListEntry) -> str:
        return entry.get_state_display()

    @display(description="Price promised")
    def promised(self, entry: WaitingListEntry) -> str:
        return spoken_price(entry.promised_pence)

    @display(description="Offer until")
    def offered_until(self, entry: WaitingListEntry) -> str | None:
        """By the session's clock, as the person was told."""
        ends_at = entry.booking.hold_ends_at if entry.booking else None
        if entry.state != WaitingState.OFFERED or ends_at is None:
            return None
        local = ends_at.astimezone(entry.session.zone)
        return f"{date_format(local, 'D j M')}, {clock(local)} {zone_name(local)}"

    @action(description="Offer seats now", permissions=["act"])
    def offer(self, request: HttpRequest, queryset: QuerySet) -> None:
        run_each(request, queryset, lambda pk: offer_to_entry(entry_id=pk, by=actor(request)), done="Offered seats to")

    @action(description="Move to the front", permissions=["act"])
    def move_first(self, request: HttpRequest, queryset: QuerySet) -> None:
        run_each(request, reversed(queryset), _mover(request, "first"), done="Moved to the front")

    @action(description="Move up by one", permissions=["act"])
    def move_up(self, request: HttpRequest, queryset: QuerySet) -> None:
        run_each(request, queryset, _mover(request, "up"), done="Moved up")

    @action(description="Move down by one", permissions=["act"])
    def move_down(self, request: HttpRequest, queryset: QuerySet) -> None:
        run_each(request, reversed(queryset), _mover(request, "down"), done="Moved down")

    @action(description="Move to the end", permissions=["act"])
    def move_last(self, request: HttpRequest, queryset: QuerySet) -> None:
        run_each(request, queryset, _mover(request, "last"), done="Moved to the end")

    @action(description="Remove from the waiting list", permissions=["act"])
    def remove(self, request: HttpRequest, queryset: QuerySet) -> None:
        run_each(request, queryset, _remover(request), done="Removed")

    @action(description="Offer seats now", url_path="offer", permissions=["act"], icon="forward_to_inbox")
    def offer_one(self, request: HttpRequest, object_id: str) -> HttpResponse:
        entry = row_or_404(self, request, object_id)
        return Step(
            admin=self,
            row=entry,
            title=f"Offer seats to {entry} now",
            facts=[
                f"{entry.email} gets an offer of {_priced(entry)}.",
                "It goes out by day: at night it waits until 8am, by the session’s clock.",
                "Those in front keep their turn, but these seats are no longer free for them.",
            ],
            button="Offer the seats",
            done="Offered seats to",
            act=lambda _: offer_to_entry(entry_id=entry.pk, by=actor(request)),
        ).answer(request)

    @action(description="Move to the front", url_path="move-first", permissions=["act"], icon="vertical_align_top")
    def move_first_one(self, request: HttpRequest, object_id: str) -> HttpResponse:
        entry = row_or_404(self, request, object_id)
        return Step(
            admin=self,
            row=entry,
            title=f"Move {entry} to the front of the waiting list",
            facts=["They are asked first when enough seats come free. Nobody is told."],
            button="Move to the front",
            done="Moved to the front",
            act=lambda _: _mover(request, "first")(entry.pk),
        ).answer(request)

    @action(description="Remove", url_path="remove", permissions=["act"], icon="person_remove")
    def remove_one(self, request: HttpRequest, object_id: str) -> HttpResponse:
        entry = row_or_404(self, request, object_id)
        facts = ["They are not told. Their entry is kept here, with the time."]
        if entry.state == WaitingState.OFFERED:
            facts.append("They have an offer: it ends, and its seats go to the next.")
        return Step(
            admin=self,
            row=entry,
            title=f"Remove {entry} from the waiting list",
            facts=facts,
            button="Remove",
            done="Removed",
            act=lambda _: _remover(request)(entry.pk),
        ).answer(request)


def _mover(request: HttpRequest, to: Move) -> Callable[[int], object]:
    return lambda entry_id: move_entry(entry_id=entry_id, to=to, by=actor(request))


def _remover(request: HttpRequest) -> Callable[[int], object]:
    def remove(entry_id: int) -> None:
        if not leave_waiting_list(entry_id=entry_id, by=actor(request)):
            raise WaitingRefusedError("This person had left the waiting list already.")

    return remove


def _priced(entry: WaitingListEntry) -> str:
    """ "1 place, free"; "3 places at £95"."""
    places = "1 place" if entry.quantity == 1 else f"{entry.quantity} places"
    return f"{places} at {spoken_price(entry.promised_pence)}" if entry.promised_pence else f"{places}, free"
