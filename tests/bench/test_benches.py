"""Each measurement at its smallest, on a running site: the lines come, with the right keys. No time is judged."""

import json

import pytest

from tests.bench.attendance import attendance
from tests.bench.certificates import certificates
from tests.bench.pages import pages
from tests.bench.rush import OUTCOMES, rush

pytestmark = pytest.mark.processes

SPREAD = {"p50_ms", "p95_ms", "p99_ms", "max_ms"}
CORES = {"ceiling_per_s", "web_cores", "worker_cores", "sandbox_cores", "generator_cores", "others_cores"}
RUSH = {
    *(
        "bookings_per_s",
        "answered_per_s",
        "wall_s",
        "places",
        "oversold",
        "counter_equals_places",
        "emails_after_s",
        "web_cpu_ms_each",
        "worker_cpu_ms_each",
    ),
    *SPREAD,
    *CORES,
    *OUTCOMES,
}


def by_name(lines):
    """Results by name, the last of each; each must be fit for JSON."""
    return {result["name"]: json.loads(json.dumps(result)) for result in lines}


def test_rush_sells_every_seat_once(live_site):
    found = by_name(rush(live_site, rushes=[(6, 2)], rounds=1))

    figures = found["rush"]["figures"]
    assert set(figures) == RUSH
    assert found["rush"]["sizes"] == {"bookers": 6, "seats": 2, "round": 1}
    assert (figures["confirmed"], figures["sold_out"], figures["places"], figures["oversold"]) == (2, 4, 2, 0)
    assert figures["counter_equals_places"] is True
    assert found["limit"]["sizes"] == {"of": "rush", "bookers": 6, "round": 1}


def test_idle_booking_counts_requests_and_fields(live_site):
    figures = by_name(rush(live_site, rushes=[], rounds=1))["booking_idle"]["figures"]

    assert {name: figures[name] for name in ("http_requests", "page_loads", "clicks", "required_fields")} == {
        "http_requests": 4,
        "page_loads": 3,
        "clicks": 2,
        "required_fields": 3,
    }


def test_paid_rush_ends_at_the_payment_page(live_site):
    figures = by_name(rush(live_site, rushes=[(3, 2)], rounds=1, paid=True))["rush_paid"]["figures"]

    assert (figures["redirected"], figures["sold_out"], figures["places"], figures["oversold"]) == (2, 1, 2, 0)


def test_pages_are_counted_and_weighed(live_site):
    found = by_name(pages(live_site, sizes=[2], seconds=0.2, rounds=1, clients=[2]))

    assert {name for name in found if name.startswith("page_")} == {
        f"page_{page}{how}" for page in ("home", "catalogue", "workshop") for how in ("", "_in_process")
    }
    loaded = found["page_workshop"]["figures"]
    assert set(loaded) == {"requests_per_s", "statuses", "web_cpu_ms_per_request", *SPREAD, *CORES}
    assert set(loaded["statuses"]) == {"200"}
    assert set(found["page_home_in_process"]["figures"]) == {
        *("queries_cold", "queries_warm", "cpu_cold_ms", "cpu_warm_ms", "bytes")
    }
    assert found["memory_web_and_worker"]["figures"]["processes"] >= 6


def test_certificates_are_issued_drawn_and_compared(live_site):
    found = by_name(certificates(live_site, sizes=[2], rounds=1, renders=1, flavours=["ttf"]))

    figures = found["certificates"]["figures"]
    assert found["certificates"]["sizes"] == {"certificates": 2, "cold_worker": False}
    assert {"issued_s", "last_pdf_s", "last_email_s", "pdf_per_s", "worker_cpu_ms_each"} < set(figures)
    assert set(found["certificate_queries"]["figures"]) == {
        *("issuing_first", "issuing_each_further", "drawing", "sending")
    }
    assert {"engine_ms", "engine_read_back_ms", "plain_ttf_ms", "plain_ttf_ratio"} < set(
        found["certificate_drawing"]["figures"]
    )
    assert set(found["certificate_memory"]["figures"]) == {"before_mb", "after_mb", "growth_mb"}


def test_reports_of_attendance_are_planned_and_applied_by_the_same_questions(live_site):
    lines = [json.loads(json.dumps(result)) for result in attendance(live_site, sizes=[5, 10], rounds=1)]

    asked = {(result["name"], result["sizes"]["people"]): result["figures"]["queries"] for result in lines}
    for what in ("upload", "plan", "apply", "apply_again"):
        assert asked[f"attendance_{what}", 5] == asked[f"attendance_{what}", 10], what
    assert lines[1]["sizes"] == {"people": 5, "rows": 20}
    assert set(lines[1]["figures"]) == {"first_s", "seconds", "cpu_s", "queries", "bytes", "peak_mb"}
