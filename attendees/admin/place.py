"""Places: looked at one by one, and changed with a reason, by the policy or over it."""

from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from unfold.dataclasses import UnfoldAction
from unfold.decorators import action, display

from attendees.admin import place_steps
from attendees.admin.booking_tables import standing_of
from attendees.admin.history import history_of_place
from attendees.admin.place_moving import NO_DATE, move_step, targets_of
from attendees.admin.place_open import STEPS, WITH, open_steps
from attendees.models import Place
from workshops.admin.actions import row_or_404
from workshops.admin.base import ReadOnlyAdmin
from workshops.admin.labels import STATES
from workshops.foundation.money import exact_amount, spoken_price

PARTS = (
    (None, ("code", "standing", "booking", "session", "ticket_type", "moved_from", "moved_to")),
    (
        "Who sits there",
        (
            *("person", "attendee_email", "profession", "service", "registration_body", "registration_number"),
            *("declaration", "user"),
        ),
    ),
    ("Money", ("price", "discounted", "kept")),
    ("When (UK time)", ("created_at", "hold_ends_at", "released_at")),
)
NEED = ("What would help them", ("need",))
# What a field of the page rests on, where that is not the field itself.
BEHIND = {
    "discounted": "discount_pence",
    "kept": "kept_pence",
    "moved_from": "replaces",
    "moved_to": "replaced_by",
    "need": "access_need",
}
ALWAYS = ("standing", "person", "price")


@admin.register(Place)
class PlaceAdmin(ReadOnlyAdmin):
    list_display = ("code", "person", "attendee_email", "session", "shown_state", "price", "booking")
    list_filter = ("state", "session__workshop")
    list_select_related = ("booking", "session__workshop")
    search_fields = ("code", "attendee_name", "attendee_email", "booking__reference")
    search_help_text = "Name, email, code of the place, or booking reference"
    ordering = ("-pk",)
    actions_detail = tuple(STEPS)
    change_form_outer_after_template = "admin/lectern/history.html"
    readonly_fields = ("standing", "person", "price", "discounted", "kept", "moved_from", "moved_to", "need")

    def get_fieldsets(self, request: HttpRequest, obj: Place | None = None) -> list:
        """Without what is empty, and without what this person may not read."""
        may_read = request.user.has_perm("attendees.view_accessneed")
        parts = (*PARTS, NEED) if may_read and _has(obj, "need") else PARTS
        return [(title, {"fields": [name for name in names if _has(obj, name)]}) for title, names in parts]

    def has_act_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """A place is part of its booking: who may change that may change this, here as on the booking's own page."""
        return request.user.has_perm("attendees.change_booking")

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Place | None:
        """With what its buttons go by; lists do without."""
        found = super().get_object(request, object_id, from_field)
        return Place.objects.select_related(*WITH, "discount").get(pk=found.pk) if found else None

    def get_actions_detail(self, request: HttpRequest, object_id: Any) -> list[UnfoldAction]:
        shown = super().get_actions_detail(request, object_id)
        place = self.get_object(request, str(object_id))
        possible = {f"attendees_place_{name}" for name in open_steps(place)} if place else set()
        return [step for step in shown if step.action_name in possible]

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        place = kwargs.get("obj")
        if place is not None:
            context["history"] = history_of_place(place)
        return super().render_change_form(request, context, *args, **kwargs)

    @display(description="Name", ordering="attendee_name")
    def person(self, place: Place) -> str:
        return str(place)

    @display(description="State", ordering="state", label=STATES)
    def shown_state(self, place: Place) -> str:
        return place.get_state_display()

    @display(description="State")
    def standing(self, place: Place) -> str:
        return standing_of(place)

    @display(description="Price", ordering="price_pence")
    def price(self, place: Place) -> str:
        return spoken_price(place.price_pence)

    @display(description="Discount")
    def discounted(self, place: Place) -> str:
        code = f" with {place.discount}" if place.discount else ""
        return f"{exact_amount(place.discount_pence)} off {exact_amount(place.list_pence)}{code}"

    @display(description="Kept")
    def kept(self, place: Place) -> str:
        return exact_amount(place.kept_pence)

    @display(description="Access need")
    def need(self, place: Any) -> str:
        return str(place.access_need.text)

    @display(description="Moved from")
    def moved_from(self, place: Any) -> str:
        return _linked(place.replaces)

    @display(description="Moved to")
    def moved_to(self, place: Any) -> str:
        return _linked(place.replaced_by)

    @action(description=STEPS["name_person"], url_path="name", permissions=["act"], icon="person_add")
    def name_person(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return place_steps.name_step(self, row_or_404(self, request, object_id), request).answer(request)

    @action(description=STEPS["correct"], url_path="correct", permissions=["act"], icon="edit")
    def correct(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return place_steps.correct_step(self, row_or_404(self, request, object_id), request).answer(request)

    @action(description=STEPS["hand_over"], url_path="hand-over", permissions=["act"], icon="swap_horiz")
    def hand_over(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return place_steps.hand_over_step(self, row_or_404(self, request, object_id), request).answer(request)

    @action(description=STEPS["move"], url_path="move", permissions=["act"], icon="event_repeat")
    def move(self, request: HttpRequest, object_id: str) -> HttpResponse:
        place = row_or_404(self, request, object_id)
        tickets = targets_of(place)
        if not tickets:
            messages.warning(request, NO_DATE)
            return redirect("admin:attendees_place_change", place.pk)
        return move_step(self, place, request, tickets).answer(request)

    @action(description=STEPS["cancel"], url_path="cancel", permissions=["act"], icon="event_busy")
    def cancel(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return place_steps.cancel_step(self, row_or_404(self, request, object_id), request).answer(request)


def _has(place: Place | None, name: str) -> bool:
    return name in ALWAYS or bool(getattr(place, BEHIND.get(name, name), None))


def _linked(place: Place) -> str:
    address = reverse("admin:attendees_place_change", args=[place.pk])
    return format_html('<a class="lectern-quiet" href="{}">{}, {}</a>', address, place.code, place.session)
