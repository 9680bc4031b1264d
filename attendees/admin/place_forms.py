"""What is asked before a place is changed: the change, the reason for it, and whether the policy is overruled."""

from collections.abc import Sequence
from typing import Any

from django import forms
from unfold.widgets import (
    UnfoldAdminEmailInputWidget,
    UnfoldAdminSelectWidget,
    UnfoldAdminTextInputWidget,
    UnfoldBooleanWidget,
)

from attendees.naming_forms import NameForm, OtherPersonForm
from workshops.admin.actions import ReasonForm

NEW_PRICE, NO_COST = "price", "free"


class OverruleForm(ReasonForm):
    """A reason; and, where the policy would refuse (`refusal` says so), a box that passes over it."""

    overrule = forms.BooleanField(
        label="Overrule the policy", required=False, widget=UnfoldBooleanWidget, help_text="Without this it is refused."
    )

    def __init__(self, *args: Any, refusal: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not refusal:
            del self.fields["overrule"]
        self.order_fields([*self.asks, "overrule", "reason"])
        _dress(self)

    @property
    def asks(self) -> Sequence[str]:
        """What the change itself needs, in the order of the page."""
        return [name for name in self.fields if name not in {"overrule", "reason"}]

    @property
    def overrules(self) -> bool:
        return bool(self.cleaned_data.get("overrule"))


class CorrectForm(NameForm, OverruleForm):
    """The same person, spelt right."""


class PersonForm(OtherPersonForm, OverruleForm):
    """Who is to have the place."""


class MoveForm(OverruleForm):
    """Where to, and at which price. `choices` are ticket ids with what each would cost."""

    ticket = forms.ChoiceField(
        label="New date",
        widget=UnfoldAdminSelectWidget,
        error_messages={
            "required": "Choose a date.",
            "invalid_choice": "Nobody can be moved to this date any more. Choose another.",
        },
    )
    cost = forms.ChoiceField(
        label="Price",
        widget=forms.RadioSelect,
        initial=NEW_PRICE,
        choices=[
            (NEW_PRICE, "As there: a difference is charged or goes back"),
            (NO_COST, "As it is: nothing is charged and nothing goes back"),
        ],
        error_messages={"required": "Choose a price.", "invalid_choice": "Choose a price."},
    )

    def __init__(self, *args: Any, choices: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ticket"].choices = [("", "Choose a date"), *choices]  # type: ignore[attr-defined]


def _dress(form: forms.Form) -> None:
    """Fields that come from the public pages, in the clothes of these."""
    for field in form.fields.values():
        kind = type(field.widget)
        worn = {
            forms.TextInput: UnfoldAdminTextInputWidget,
            forms.EmailInput: UnfoldAdminEmailInputWidget,
            forms.CheckboxInput: UnfoldBooleanWidget,
        }.get(kind)
        if worn:
            is_required = field.widget.is_required
            field.widget = worn(attrs=dict(field.widget.attrs))
            field.widget.is_required = is_required
