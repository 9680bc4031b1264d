"""Numbers without gaps."""

import pytest
from django.db import transaction
from django.db.transaction import TransactionManagementError

from attendees.enums import DocumentKind
from attendees.models import NumberSeries
from attendees.services.numbering import take_number, written


@pytest.mark.django_db
def test_numbers_follow_one_another_in_each_series():
    kinds = [DocumentKind.INVOICE, DocumentKind.RECEIPT, DocumentKind.INVOICE, DocumentKind.INVOICE]

    assert [take_number(kind) for kind in kinds] == [1, 1, 2, 3]


def take_and_fail():
    with transaction.atomic():
        take_number(DocumentKind.INVOICE)
        raise ZeroDivisionError


@pytest.mark.django_db
def test_number_of_a_transaction_that_was_rolled_back_is_given_again():
    take_number(DocumentKind.INVOICE)

    with pytest.raises(ZeroDivisionError):
        take_and_fail()

    assert take_number(DocumentKind.INVOICE) == 2


@pytest.mark.django_db
def test_first_number_of_a_series_is_given_again_too():
    with pytest.raises(ZeroDivisionError):
        take_and_fail()

    assert take_number(DocumentKind.INVOICE) == 1


@pytest.mark.django_db(transaction=True)
def test_number_outside_a_transaction_is_refused():
    with pytest.raises(TransactionManagementError, match="in the transaction that writes the document"):
        take_number(DocumentKind.INVOICE)

    assert NumberSeries.objects.count() == 0


@pytest.mark.parametrize(
    ("kind", "sequence", "number"),
    [
        (DocumentKind.INVOICE, 1, "INV-00001"),
        (DocumentKind.RECEIPT, 12345, "REC-12345"),
        (DocumentKind.CREDIT_NOTE, 1234567, "CRN-1234567"),
    ],
)
def test_number_is_written_with_its_kind(kind, sequence, number):
    assert written(kind, sequence) == number
