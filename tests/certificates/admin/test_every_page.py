"""Rules that every list and form of the admin keeps."""

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group
from django.utils import timezone

from attendees.models import (
    AttendanceQuery,
    Booking,
    Discrepancy,
    Dispute,
    Document,
    OutboxMessage,
    Payment,
    Place,
    Refund,
    StripeEvent,
    User,
    WaitingListEntry,
)
from attendees.services.documents import issue_receipt
from certificates.models import Certificate, NameRequest
from tests.certificates.admin.pages import make_certificate
from tests.factories import (
    make_booking,
    make_place,
    make_presenter,
    make_provider,
    make_session,
    make_user,
    make_workshop,
)
from tests.factories_documents import make_ordered, make_paid
from tests.workshops.admin.clients import attendee_client, organiser_client, queries_of, staff_client
from workshops.models import (
    DiscountCode,
    Notice,
    PageImport,
    Partner,
    Presenter,
    Provider,
    Session,
    StateChange,
    TicketType,
    VatRate,
    Workshop,
)

pytestmark = pytest.mark.django_db


def make_payment(number):
    booking = make_booking(session=make_session(price_pence=9500))
    return Payment.objects.create(booking=booking, amount_pence=9500)


def make_message(number):
    return OutboxMessage.objects.create(
        key=number, kind="test", to="a@example.org", subject="S", text="T", due_at=timezone.now()
    )


def make_document(_number):
    booking = make_ordered()
    return issue_receipt(make_paid(booking), places=list(booking.places.all()))


MAKERS = {
    AttendanceQuery: lambda _: AttendanceQuery.objects.create(place=make_place(), text="I stayed until the end."),
    Booking: lambda _: make_booking(),
    Certificate: lambda _: make_certificate(),
    DiscountCode: lambda number: DiscountCode.objects.create(code=f"WELCOME-{number}", percent=10),
    Discrepancy: lambda number: Discrepancy.objects.create(
        kind="other", subject=f"dp_{number}", detail="D", payment=make_payment(number)
    ),
    Dispute: lambda number: Dispute.objects.create(
        payment=make_payment(number), stripe_id=f"dp_{number}", amount_pence=9500, opened_at=timezone.now()
    ),
    Document: make_document,
    Group: lambda number: Group.objects.create(name=f"Role {number}"),
    NameRequest: lambda _: NameRequest.objects.create(place=make_place(), before="Priya Nair", name="Priya Shah"),
    Notice: lambda _: Notice.objects.create(title="N", body="B", workshop=make_workshop()),
    OutboxMessage: make_message,
    PageImport: lambda number: PageImport.objects.create(
        workshop=make_workshop(), file_name="a.html", sha256=str(number), report="R"
    ),
    Partner: lambda number: Partner.objects.create(name=f"Partner {number}"),
    Payment: make_payment,
    Place: lambda _: make_place(),
    Presenter: lambda _: make_presenter(),
    Refund: lambda number: Refund.objects.create(payment=make_payment(number), amount_pence=1, reason="R"),
    Session: lambda _: make_session(),
    StateChange: lambda number: StateChange.objects.create(
        subject="s", subject_id=number, from_state="a", to_state="b", by="user:1"
    ),
    StripeEvent: lambda number: StripeEvent.objects.create(event_id=number, kind="k", object_id="o"),
    TicketType: lambda _: make_session().ticket_types.get(),
    User: lambda _: make_user(),
    VatRate: lambda number: VatRate.objects.create(name=f"Rate {number}", basis_points=2000),
    WaitingListEntry: lambda number: WaitingListEntry.objects.create(
        session=make_session(), name="Wanda", email=f"w{number}@example.org"
    ),
    Workshop: lambda _: make_workshop(),
}
EDITED_HERE = {DiscountCode, Group, Notice, Partner, Presenter, Provider, Session, User, VatRate, Workshop}
every_list = pytest.mark.parametrize("model", MAKERS, ids=lambda model: model.__name__)


def path_of(model):
    return f"/admin/{model._meta.label_lower.replace('.', '/')}/"


def test_each_page_of_the_admin_is_under_these_rules():
    assert set(admin.site._registry) == {*MAKERS, Provider}


@every_list
def test_list_takes_the_same_queries_for_one_row_and_for_three(model):
    client = organiser_client()
    MAKERS[model](1)
    queries_of(client, path_of(model))
    with_one = queries_of(client, path_of(model))
    MAKERS[model](2)
    MAKERS[model](3)

    assert queries_of(client, path_of(model)) == with_one


@every_list
def test_form_and_history_open(model):
    row, client = MAKERS[model](1), organiser_client()

    answers = [client.get(f"{path_of(model)}{row.pk}/{page}/").status_code for page in ("change", "history")]

    assert answers == [200, 200]


@every_list
def test_search_answers(model):
    MAKERS[model](1)

    assert organiser_client().get(path_of(model), {"q": "priya"}).status_code == 200


@pytest.mark.parametrize("model", [*MAKERS, Provider], ids=lambda model: model.__name__)
def test_rows_are_added_only_where_no_service_owns_them(model):
    answer = organiser_client().get(f"{path_of(model)}add/").status_code

    assert answer == (200 if model in EDITED_HERE else 403)


@every_list
def test_list_of_an_attendee_leads_away(model):
    assert attendee_client().get(path_of(model)).status_code == 302


@every_list
def test_list_and_form_of_staff_without_permission_are_forbidden(model):
    row, client = MAKERS[model](1), staff_client()

    answers = [client.get(path_of(model) + page).status_code for page in ("", f"{row.pk}/change/")]

    assert answers == [403, 403]


@pytest.mark.parametrize(
    "model", [model for model in MAKERS if model not in EDITED_HERE], ids=lambda model: model.__name__
)
def test_rows_that_services_own_have_no_field_to_edit(model):
    row = MAKERS[model](1)

    form = organiser_client().get(f"{path_of(model)}{row.pk}/change/").context["adminform"].form

    assert list(form.fields) == []


@every_list
def test_no_list_deletes_in_bulk(model):
    row = MAKERS[model](1)

    organiser_client().post(
        path_of(model), {"action": "delete_selected", "_selected_action": [row.pk], "index": 0, "post": "yes"}
    )

    assert model.objects.filter(pk=row.pk).count() == 1


def test_provider_has_a_form():
    make_provider()

    assert organiser_client().get(f"{path_of(Provider)}1/change/").status_code == 200
