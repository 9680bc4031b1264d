"""The form for joining a waiting list."""

from collections.abc import Sequence
from typing import Any

from django import forms

from attendees.forms import PersonForm
from attendees.services.waiting_rules import MOST_PLACES
from workshops.models import TicketType

NUMBER = f"Enter how many places you wait for, between 1 and {MOST_PLACES}."


class WaitingForm(PersonForm):
    """How many places someone waits for, on which ticket, and who they are."""

    quantity = forms.IntegerField(
        label="How many places",
        required=False,
        min_value=1,
        max_value=MOST_PLACES,
        initial=1,
        error_messages={"invalid": NUMBER, "min_value": NUMBER, "max_value": f"{NUMBER} For more, write to us."},
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    attends = forms.BooleanField(label="One of the places is for me", required=False, initial=True)
    ticket = forms.ChoiceField(
        label="Ticket",
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choose a ticket.",
            "invalid_choice": "That ticket is not on sale for this session. Choose another.",
        },
    )

    field_order = ("quantity", "ticket", "attends", "name", "email")

    def __init__(self, *args: Any, tickets: Sequence[TicketType], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.tickets = {str(ticket.pk): ticket for ticket in tickets}
        if len(tickets) < 2:
            del self.fields["ticket"]
        else:
            self.fields["ticket"].choices = [(key, ticket.name) for key, ticket in self.tickets.items()]  # type: ignore[attr-defined]

    def clean_quantity(self) -> int:
        return self.cleaned_data["quantity"] or 1

    @property
    def chosen_ticket(self) -> TicketType | None:
        """The ticket chosen, or the only one; None where there is none to choose."""
        return self.tickets.get(self.cleaned_data.get("ticket", ""), next(iter(self.tickets.values()), None))

    @property
    def attends_itself(self) -> bool:
        """Whether a place is for the person who waits; a single one always is."""
        return self.cleaned_data["quantity"] == 1 or self.cleaned_data["attends"]
