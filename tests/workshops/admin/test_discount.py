"""Discount codes: how they are entered, what they are good for, and how they end."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from tests.factories import make_session, make_workshop
from tests.workshops.admin.clients import form_data, organiser_client, queries_of, staff_client
from workshops.models import DiscountCode

pytestmark = pytest.mark.django_db
LIST = "/admin/workshops/discountcode/"
ADD = f"{LIST}add/"
LONDON = ZoneInfo("Europe/London")


def page(discount, step="change"):
    return f"{LIST}{discount.pk}/{step}/"


def make_discount(**fields):
    return DiscountCode.objects.create(**{"code": "WELCOME", "percent": 10} | fields)


def add(**fields):
    client = organiser_client()
    return client.post(ADD, form_data(client, ADD) | {"code": "WELCOME", "percent": 10} | fields)


def save(discount, **fields):
    client = organiser_client()
    response = client.post(page(discount), form_data(client, page(discount)) | fields)
    discount.refresh_from_db()
    return response


def errors_of(response):
    return dict(response.context["adminform"].form.errors)


@pytest.mark.parametrize(("typed", "kept"), [("welcome", "WELCOME"), ("  Spring-26 ", "SPRING-26")])
def test_code_is_kept_in_capitals_and_trimmed(typed, kept):
    add(code=typed)

    assert DiscountCode.objects.get().code == kept


def test_code_that_is_there_in_other_letters_is_refused():
    make_discount()

    response = add(code="Welcome")

    assert errors_of(response) == {"code": ["There is a code WELCOME already. Choose another."]}


def test_code_left_as_it_is_counts_as_its_own():
    discount = make_discount()

    response = save(discount, description="For newcomers")

    assert (response.status_code, discount.description) == (302, "For newcomers")


@pytest.mark.parametrize(
    ("fields", "kept"),
    [
        ({"percent": 25}, (25, None)),
        ({"percent": 100}, (100, None)),
        ({"percent": "", "amount_pence": "15"}, (None, 1500)),
        ({"percent": "", "amount_pence": "£7.50"}, (None, 750)),
    ],
)
def test_code_takes_off_a_percentage_or_an_amount_in_pounds(fields, kept):
    add(**fields)

    discount = DiscountCode.objects.get()
    assert (discount.percent, discount.amount_pence) == kept


ONE_OF_TWO = "A code takes off either a percentage from 1 to 100, or an amount."


@pytest.mark.parametrize(
    ("fields", "errors"),
    [
        ({"percent": ""}, {"__all__": [ONE_OF_TWO]}),
        ({"amount_pence": "15"}, {"__all__": [ONE_OF_TWO]}),
        ({"percent": 101}, {"__all__": [ONE_OF_TWO]}),
        ({"percent": "", "amount_pence": "0"}, {"__all__": [ONE_OF_TWO]}),
        ({"percent": "", "amount_pence": "lots"}, {"amount_pence": ["Write the amount as 15 or 7.50."]}),
        (
            {"opens_at_0": "01/06/2099", "opens_at_1": "09:00", "closes_at_0": "01/05/2099", "closes_at_1": "09:00"},
            {"__all__": ["A code ends after it begins."]},
        ),
    ],
)
def test_code_that_takes_off_nothing_or_twice_is_refused(fields, errors):
    response = add(**fields)

    assert (errors_of(response), DiscountCode.objects.count()) == (errors, 0)


def test_amount_is_shown_in_pounds():
    discount = make_discount(percent=None, amount_pence=1250)

    assert form_data(organiser_client(), page(discount))["amount_pence"] == "12.50"


@pytest.mark.parametrize(("uses", "words"), [(1, "1 place has"), (3, "3 places have")])
def test_limit_below_what_was_used_is_refused(uses, words):
    discount = make_discount(max_uses=10, uses=uses)

    response = save(discount, max_uses=uses - 1)

    assert errors_of(response) == {
        "max_uses": [f"{words} used the code already, so the limit cannot be lower than {uses}."]
    }
    assert discount.max_uses == 10


@pytest.mark.parametrize(("typed", "limit"), [("3", 3), ("", None)])
def test_limit_down_to_what_was_used_is_saved_and_so_is_none(typed, limit):
    discount = make_discount(max_uses=10, uses=3)

    save(discount, max_uses=typed)

    assert (discount.max_uses, discount.uses) == (limit, 3)


def test_use_made_while_the_form_was_open_stays_counted():
    discount = make_discount(max_uses=10)
    client = organiser_client()
    data = form_data(client, page(discount))
    DiscountCode.objects.update(uses=2)

    client.post(page(discount), data | {"description": "For newcomers"})

    discount.refresh_from_db()
    assert (discount.description, discount.uses) == ("For newcomers", 2)


def test_window_is_entered_as_uk_time():
    add(opens_at_0="01/06/2099", opens_at_1="09:00", closes_at_0="30/06/2099", closes_at_1="17:00")

    discount = DiscountCode.objects.get()
    assert discount.opens_at == datetime(2099, 6, 1, 9, tzinfo=LONDON)
    assert discount.closes_at == datetime(2099, 6, 30, 17, tzinfo=LONDON)


def test_code_is_bound_to_workshops_and_ticket_types():
    workshop, ticket = make_workshop(), make_session().ticket_types.get()

    add(workshops=[workshop.pk], ticket_types=[ticket.pk])

    discount = DiscountCode.objects.get()
    assert (list(discount.workshops.all()), list(discount.ticket_types.all())) == ([workshop], [ticket])


def test_ticket_types_chosen_are_named_with_their_session():
    session = make_session(workshop=make_workshop(title="Endings"), price_pence=9500)
    discount = make_discount()
    discount.ticket_types.add(session.ticket_types.get())

    shown = organiser_client().get(page(discount)).content.decode()

    assert f"Standard, £95: Endings, {session.local_start.day} {session.local_start:%b %Y}" in shown


@pytest.mark.parametrize(
    ("fields", "off", "used"),
    [
        ({"max_uses": 10, "uses": 3}, "10 %", "3 of 10"),
        ({"percent": None, "amount_pence": 1500}, "£15", "0, no limit"),
    ],
)
def test_list_says_what_a_code_takes_off_and_how_often_it_was_used(fields, off, used):
    make_discount(**fields)

    shown = organiser_client().get(LIST).content.decode()

    assert [word in shown for word in (off, used)] == [True, True]


def test_code_that_nobody_used_is_deleted():
    discount = make_discount()

    organiser_client().post(page(discount, "delete"), {"post": "yes"})

    assert DiscountCode.objects.count() == 0


def test_code_that_was_used_is_not_deleted():
    discount = make_discount(uses=1)

    response = organiser_client().post(page(discount, "delete"), {"post": "yes"})

    assert (response.status_code, DiscountCode.objects.count()) == (403, 1)


def test_code_is_switched_off_and_on_again():
    discount = make_discount(uses=1)

    save(discount, is_active="")
    was = discount.is_active
    save_again = staff_client("workshops.change_discountcode")
    save_again.post(page(discount), form_data(save_again, page(discount)) | {"is_active": "on"})

    discount.refresh_from_db()
    assert (was, discount.is_active) == (False, True)


def test_form_says_how_a_code_ends():
    form = organiser_client().get(ADD).context["adminform"].form

    assert form.fields["is_active"].help_text == "Switch a code off instead of deleting it."


def test_code_is_added_by_those_who_may_and_by_no_others():
    sees, adds = staff_client("workshops.view_discountcode"), staff_client("workshops.add_discountcode")
    data = {"code": "WELCOME", "percent": "10", "is_active": "on"}

    answers = [client.post(ADD, data).status_code for client in (sees, adds)]

    assert (answers, DiscountCode.objects.count()) == ([403, 302], 1)


def test_form_takes_the_same_queries_however_many_ticket_types_are_chosen():
    discount, client = make_discount(), organiser_client()
    discount.ticket_types.add(make_session().ticket_types.get())
    queries_of(client, page(discount))
    with_one = queries_of(client, page(discount))
    discount.ticket_types.add(*(make_session().ticket_types.get() for _ in range(2)))

    assert queries_of(client, page(discount)) == with_one


def test_ended_codes_stay_in_the_list():
    make_discount(closes_at=timezone.now())

    assert "WELCOME" in organiser_client().get(LIST).content.decode()
