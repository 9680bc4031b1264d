"""Shapes of check constraints that many tables share."""

from enum import EnumType

from django.db.models import CheckConstraint, F, Q


def one_of(field: str, choices: EnumType, *, name: str) -> CheckConstraint:
    """`field` holds one of `choices`, whoever writes it."""
    return CheckConstraint(
        condition=Q(**{f"{field}__in": [choice.value for choice in choices]}),  # type: ignore[attr-defined]
        name=name,
        violation_error_message=f"That is not one of the choices for {field.replace('_', ' ')}.",
    )


def in_order(first: str, second: str, *, name: str, message: str) -> CheckConstraint:
    """`first` lies before `second` wherever both are set."""
    empty = Q(**{f"{first}__isnull": True}) | Q(**{f"{second}__isnull": True})
    return CheckConstraint(
        condition=empty | Q(**{f"{first}__lt": F(second)}), name=name, violation_error_message=message
    )
