"""One way to change the state of a row: the table of allowed moves decides, and an audit row tells."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Model

from workshops.foundation.errors import MoveRefusedError
from workshops.models.audit import StateChange

Moves = Mapping[str, frozenset[str]]


def transition(row: Model, *, to: str, by: str, reason: str = "", save: tuple[str, ...] = ()) -> None:
    """Move `row` to the state `to` and write a StateChange in the same transaction.

    The row's class names its table of moves as `MOVES`. The caller holds the row's lock, or has just made the
    row. Fields named in `save` are written with the state, because check constraints pair states with dates.
    Raises MoveRefusedError for a move that the table does not allow; nothing is written then.
    """
    machine: Any = row
    came_from = machine.state
    if to not in machine.MOVES[came_from]:
        name = machine._meta.verbose_name
        raise MoveRefusedError(f"This {name} is {machine.get_state_display().lower()}, so it cannot become {to}.")
    # Two statements fewer than with a savepoint: nothing in here is caught, it all goes or none of it.
    with transaction.atomic(savepoint=False):
        machine.state = to
        machine.save(update_fields=["state", *save])
        StateChange.objects.create(
            subject=machine._meta.label_lower,
            subject_id=machine.pk,
            from_state=came_from,
            to_state=to,
            by=by,
            reason=reason,
        )
