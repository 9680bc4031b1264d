"""The list of what Stripe and we tell differently."""

import pytest

from attendees.enums import DiscrepancyKind, DiscrepancyState
from attendees.models import Discrepancy
from attendees.services.discrepancies import list_discrepancy, settle_discrepancy
from workshops.foundation.errors import MoveRefusedError
from workshops.models import StateChange

pytestmark = pytest.mark.django_db


def listed(detail="First", subject="re_1"):
    return list_discrepancy(kind=DiscrepancyKind.UNKNOWN_REFUND, subject=subject, detail=detail)


def test_something_is_listed_once():
    assert (listed() is None, listed() is None, Discrepancy.objects.count()) == (False, True, 1)


def test_other_subjects_and_kinds_stand_beside_it():
    listed()
    listed(subject="re_2")
    list_discrepancy(kind=DiscrepancyKind.OTHER, subject="re_1", detail="Other")

    assert Discrepancy.objects.count() == 3


def test_open_entry_is_told_anew():
    listed()
    listed("Then")

    assert Discrepancy.objects.get().detail == "Then"


def test_long_detail_is_cut():
    assert len(listed("x" * 500).detail) == 400


def test_settled_entry_is_left_alone():
    row = listed()
    settle_discrepancy(discrepancy_id=row.pk, by="user:1", reason="Talked to the booker.")

    listed("Then")

    row.refresh_from_db()
    assert (row.state, row.detail) == (DiscrepancyState.SETTLED, "First")


def test_settling_notes_who_and_why():
    row = settle_discrepancy(discrepancy_id=listed().pk, by="user:1", reason="Talked to the booker.")

    change = StateChange.objects.get(subject="attendees.discrepancy")
    assert (row.state, row.settled_at is None) == (DiscrepancyState.SETTLED, False)
    assert (change.by, change.reason) == ("user:1", "Talked to the booker.")


def test_settling_twice_is_refused():
    row = listed()
    settle_discrepancy(discrepancy_id=row.pk, by="user:1", reason="Seen.")

    with pytest.raises(MoveRefusedError):
        settle_discrepancy(discrepancy_id=row.pk, by="user:2", reason="Seen again.")

    assert StateChange.objects.count() == 1
