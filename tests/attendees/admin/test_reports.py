"""The organisers' reports, on screen and as files."""

import csv
import io
from datetime import date

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from attendees.admin.reports import REPORTS
from attendees.reports.period import LONDON, this_tax_year
from tests.factories_money import make_discount
from tests.factories_reports import add_place, bill, make_order, pay, refund, session_on
from tests.workshops.admin.clients import attendee_client, organiser_client, queries_of, staff_client
from tests.workshops.reading import elements_of, links_of, text_of

pytestmark = pytest.mark.django_db

HOME = "/admin/reports/"
TAKINGS = f"{HOME}takings/"
ALL = {"first": "", "last": ""}
NAMES = list(REPORTS)
PATHS = [
    HOME,
    *(f"{HOME}{name}/" for name in NAMES),
    *(f"{HOME}{name}.{kind}" for name in NAMES for kind in ("csv", "xlsx")),
]


def fill(*, number=1):
    """Something for every report; a payer whose name is a formula."""
    for _ in range(number):
        session = session_on("2026-09-10", title="=Endings")
        payment = pay(make_order(session, 10000), 10000, "2026-05-01")
        refund(payment, 2500, "2026-06-01")
        owing = make_order(session, 7000)
        bill(owing, name="=SUM(A1:A9)", purchase_order="+44", due="2026-06-01")
        add_place(make_order(session), 8000, discount=_code(), discount_pence=2000)


def _code():
    from workshops.models import DiscountCode

    return DiscountCode.objects.first() or make_discount(description="@home")


def content_of(response):
    return b"".join(response.streaming_content) if response.streaming else response.content


def csv_rows(name, client=None, **query):
    response = (client or organiser_client()).get(f"{HOME}{name}.csv", ALL | query)
    return list(csv.reader(io.StringIO(content_of(response).decode("utf-8-sig"), newline="")))


def xlsx_rows(name, client=None, **query):
    response = (client or organiser_client()).get(f"{HOME}{name}.xlsx", ALL | query)
    return list(load_workbook(io.BytesIO(content_of(response))).active.iter_rows(values_only=True))


def test_reports_begin_with_takings():
    assert organiser_client().get(HOME).headers["Location"] == TAKINGS


@pytest.mark.parametrize("path", PATHS)
def test_reports_of_an_anonymous_visitor_and_an_attendee_lead_away(client, path):
    answers = [who.get(path).status_code for who in (client, attendee_client())]

    assert answers == [302, 302]


@pytest.mark.parametrize("path", PATHS[1:])
def test_reports_are_for_those_who_may_see_payments(path):
    refused, allowed = staff_client("attendees.view_booking"), staff_client("attendees.view_payment")

    assert [client.get(path).status_code for client in (refused, allowed)] == [403, 200]


@pytest.mark.parametrize(
    ("permission", "is_there"), [("attendees.view_payment", True), ("attendees.view_booking", False)]
)
def test_margin_leads_there_for_those_who_may(permission, is_there):
    assert (HOME in links_of(staff_client(permission).get("/admin/"))) is is_there


@pytest.mark.parametrize("path", [f"{HOME}profits/", f"{HOME}profits.csv", f"{HOME}takings.pdf"])
def test_a_report_that_there_is_not_is_not_found(path):
    assert organiser_client().get(path).status_code == 404


def test_takings_show_table_total_and_chart():
    fill()

    response = organiser_client().get(TAKINGS, ALL | {"by": "session"})

    text = text_of(response)
    assert "Takings by session, all years" in text
    assert "10 Sep 2026 =Endings £100.00 £25.00 £75.00 Total £100.00 £25.00 £75.00" in text
    assert "10 Sep 2026, =Endings £75.00" in text


def test_chart_is_told_to_those_who_do_not_see_it():
    fill()

    response = organiser_client().get(TAKINGS, ALL)

    (chart,) = [svg for svg in elements_of(response, "svg") if svg.get("role") == "img"]
    page = response.content.decode()
    assert chart["aria-labelledby"] == "chart-title chart-description"
    assert '<title id="chart-title">Takings by month</title>' in page
    assert "The table below has every figure.</desc>" in page
    assert [bar["width"] for bar in elements_of(response, "rect")] == ["100.0%", "0%", "0%", "25.0%"]


def test_no_script_or_style_stands_in_the_page():
    fill()

    page = organiser_client().get(TAKINGS, ALL).content.decode()

    body = page.split("lectern-report-page")[1]
    assert [tag for tag in page.split("<script")[1:] if "src=" not in tag.split(">")[0]] == []
    assert ("style=" in body.split("</section>")[0], "onclick" in page) == (False, False)


def test_without_dates_it_is_this_tax_year():
    response = organiser_client().get(TAKINGS)

    assert response.context["period"] == this_tax_year(timezone.localdate(timezone=LONDON))


def test_dates_narrow_the_period_and_stay_in_the_links_to_the_files():
    fill()

    response = organiser_client().get(TAKINGS, {"first": "2026-06-01", "last": "2026-06-30", "by": "method"})

    assert "Card, by Stripe £0.00 £25.00 -£25.00" in text_of(response)
    assert f"{HOME}takings.csv?first=2026-06-01&last=2026-06-30&by=method" in links_of(response)


def test_presets_keep_what_takings_are_added_up_by_and_mark_the_one_that_is_shown():
    response = organiser_client().get(TAKINGS, ALL | {"by": "ticket"})

    chosen = [link for link in elements_of(response, "a") if link.get("aria-current") == "true"]
    assert chosen == [{"class": "lectern-quiet", "href": "?first=&last=&by=ticket", "aria-current": "true"}]
    assert len([link for link in links_of(response) if link.startswith("?first=") and link.endswith("&by=ticket")]) == 4


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ({"first": "2026-06-02", "last": "2026-06-01"}, "The last day lies before the first. Change one of them."),
        ({"first": "soon", "last": ""}, "“soon” is not a day. Write it as 29/01/2027."),
        (
            {"first": "", "last": "", "by": "weather"},
            "Select a valid choice. weather is not one of the available choices.",
        ),
    ],
)
def test_a_period_that_is_none_is_refused_and_shows_no_figures(query, sentence):
    fill()

    response = organiser_client().get(TAKINGS, query)

    assert (response.status_code, sentence in text_of(response)) == (422, True)
    assert "£100.00" not in text_of(response)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_no_file_is_made_of_a_period_that_is_none(kind):
    assert organiser_client().get(f"{HOME}takings.{kind}", {"first": "soon", "last": ""}).status_code == 404


def test_outstanding_invoices_lead_to_their_bookings_and_ask_for_no_period():
    fill()

    response = organiser_client().get(f"{HOME}outstanding/")

    (booking,) = response.context["table"].booking_ids
    assert f"/admin/attendees/booking/{booking}/change/" in links_of(response)
    assert elements_of(response, "input") == [] or "first" not in str(elements_of(response, "input"))
    assert "=SUM(A1:A9) +44 1 Jun 2026" in text_of(response)


@pytest.mark.parametrize("name", NAMES)
def test_nothing_to_show_is_said(name):
    response = organiser_client().get(f"{HOME}{name}/", ALL)

    assert "Nothing to show here" in text_of(response)
    assert [link for link in links_of(response) if ".csv" in link] == []


@pytest.mark.parametrize(
    ("name", "row"),
    [
        ("takings", ["May 2026", "100.00", "0.00", "100.00"]),
        ("discounts", ["SPRING20", "'@home", "20 %", "1", "20.00"]),
    ],
)
def test_csv_holds_what_the_page_shows(name, row):
    fill()

    assert csv_rows(name)[1] == row


def test_csv_streams_with_a_mark_and_a_name():
    fill()

    response = organiser_client().get(
        f"{HOME}takings.csv", {"first": "2026-04-06", "last": "2027-04-05", "by": "session"}
    )

    assert response.streaming
    assert content_of(response)[:3] == b"\xef\xbb\xbf"
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert response.headers["Content-Disposition"] == (
        'attachment; filename="takings-by-session-2026-04-06-to-2027-04-05.csv"'
    )


@pytest.mark.parametrize(
    ("name", "file"), [("outstanding", "outstanding"), ("refunds", "refunds"), ("takings", "takings-by-month")]
)
def test_a_file_of_all_years_is_named_without_days(name, file):
    response = organiser_client().get(f"{HOME}{name}.xlsx", ALL)

    assert response.headers["Content-Disposition"] == f'attachment; filename="{file}.xlsx"'


def test_formulas_are_harmless_in_both_files_and_money_is_a_number():
    fill()
    client = organiser_client()

    (_, typed, *_), (_, read, *_) = csv_rows("outstanding", client), xlsx_rows("outstanding", client)

    assert (typed[2:4], typed[-1]) == (["'=SUM(A1:A9)", "'+44"], "70.00")
    assert (list(read[2:4]), read[-1]) == (["'=SUM(A1:A9)", "'+44"], 70)


def test_the_name_of_a_workshop_is_harmless_too():
    fill()
    client = organiser_client()

    typed, read = csv_rows("takings", client, by="session")[1], xlsx_rows("takings", client, by="session")[1]

    assert typed == ["2026-09-10", "'=Endings", "100.00", "25.00", "75.00"]
    assert (read[0].date(), read[1:]) == (date(2026, 9, 10), ("'=Endings", 100, 25, 75))


@pytest.mark.parametrize("name", NAMES)
def test_a_report_takes_the_same_queries_for_one_session_and_for_three(name):
    client, path = organiser_client(), f"{HOME}{name}/?first=&last=&by=session"
    fill()
    queries_of(client, path)
    with_one = queries_of(client, path)
    fill(number=2)

    assert queries_of(client, path) == with_one
