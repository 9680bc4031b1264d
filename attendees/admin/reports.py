"""Reports on money: a page for each, on screen with a chart, and the same table as a file."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse

from attendees.reports.chart import chart_of
from attendees.reports.discounts import discount_use
from attendees.reports.export import as_csv, as_xlsx
from attendees.reports.outstanding import outstanding_invoices
from attendees.reports.period import Period, presets
from attendees.reports.refunds import refunds
from attendees.reports.table import Table
from attendees.reports.takings import GROUPINGS, bars_of, takings
from workshops.forms import DayField

DEFAULT_PERIOD = "This tax year"
SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
GROUPED = {"month": "month", "session": "session", "ticket": "ticket type", "method": "method"}


@dataclass(frozen=True, kw_only=True)
class Report:
    """One report. `make` is given the period and the grouping, and may pass over either."""

    name: str
    title: str
    make: Callable[[Period, str], Table]
    has_period: bool = True
    is_grouped: bool = False


REPORTS = {
    report.name: report
    for report in (
        Report(name="takings", title="Takings", make=lambda period, by: takings(period, by=by), is_grouped=True),
        Report(
            name="outstanding", title="Outstanding invoices", make=lambda *_: outstanding_invoices(), has_period=False
        ),
        Report(name="refunds", title="Refunds", make=lambda period, _: refunds(period)),
        Report(name="discounts", title="Discount use", make=lambda period, _: discount_use(period)),
    )
}


class ReportForm(forms.Form):
    """From which day to which, and added up by what. Both days may stay empty; without any it is this tax year."""

    first = DayField(label="From")
    last = DayField(label="To")
    by = forms.ChoiceField(label="Added up by", required=False, choices=list(GROUPED.items()))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first, last = cleaned.get("first"), cleaned.get("last")
        if first and last and first > last:
            self.add_error("last", "The last day lies before the first. Change one of them.")
        cleaned["by"] = cleaned.get("by") or "month"
        return cleaned

    @property
    def period(self) -> Period:
        return Period(self.cleaned_data["first"], self.cleaned_data["last"])


def index(request: HttpRequest) -> HttpResponse:
    """`/admin/reports/`."""
    return redirect("report", "takings")


def show(request: HttpRequest, name: str) -> HttpResponse:
    """`/admin/reports/<name>/`."""
    report, form = _asked(request, name)
    context: dict[str, Any] = {"title": report.title, "report": report, "reports": REPORTS.values(), "form": form}
    if form.is_valid():
        table = report.make(form.period, form.cleaned_data["by"])
        context |= _shown(report, form, table)
    shown = admin.site.each_context(request) | {"table": None, "chart": None, "presets": _presets(report, form)}
    return TemplateResponse(
        request, "admin/lectern/report.html", shown | context, status=200 if form.is_valid() else 422
    )


def download(request: HttpRequest, name: str, kind: str) -> HttpResponseBase:
    """`/admin/reports/<name>.csv` and `.xlsx`: the table that the page would show."""
    report, form = _asked(request, name)
    if kind not in {"csv", "xlsx"} or not form.is_valid():
        raise Http404
    table = report.make(form.period, form.cleaned_data["by"])
    headers = {"Content-Disposition": f'attachment; filename="{_file_name(report, form)}.{kind}"'}
    if kind == "csv":
        return StreamingHttpResponse(as_csv(table), content_type="text/csv; charset=utf-8", headers=headers)
    return HttpResponse(as_xlsx(table), content_type=SHEET_TYPE, headers=headers)


def _asked(request: HttpRequest, name: str) -> tuple[Report, ReportForm]:
    """The report and its form. Raises PermissionDenied, or Http404 for a report that there is not."""
    if not request.user.has_perm("attendees.view_payment"):
        raise PermissionDenied
    if name not in REPORTS:
        raise Http404
    asked = request.GET.dict()
    if "first" not in asked and "last" not in asked:
        asked |= _days(presets()[DEFAULT_PERIOD])
    return REPORTS[name], ReportForm(asked)


def _shown(report: Report, form: ReportForm, table: Table) -> dict[str, Any]:
    query = _query(report, form.period, form.cleaned_data["by"])
    return {
        "table": table,
        "rows": list(zip(table.rows, table.booking_ids or [None] * len(table.rows), strict=True)),
        "chart": chart_of(table.title, bars_of(table)) if report.is_grouped else None,
        "period": form.period,
        "files": [(kind, f"{reverse('report_file', args=[report.name, kind])}?{query}") for kind in ("csv", "xlsx")],
    }


def _presets(report: Report, form: ReportForm) -> list[dict[str, Any]]:
    """Each named period as a link, which keeps what it is added up by."""
    by = form.cleaned_data["by"] if form.is_valid() else "month"
    chosen = form.period if form.is_valid() else None
    return [
        {"label": label, "link": f"?{_query(report, period, by)}", "is_chosen": period == chosen}
        for label, period in presets().items()
    ]


def _query(report: Report, period: Period, by: str) -> str:
    return urlencode(_days(period) | ({"by": by} if report.is_grouped else {}))


def _days(period: Period) -> dict[str, str]:
    return {"first": str(period.first or ""), "last": str(period.last or "")}


def _file_name(report: Report, form: ReportForm) -> str:
    """Such as takings-by-month-2026-04-06-to-2027-04-05."""
    grouping = f"-by-{GROUPINGS[form.cleaned_data['by']].name}" if report.is_grouped else ""
    days = [str(day) for day in (form.period.first, form.period.last) if day] if report.has_period else []
    return "-".join([report.name + grouping, "-to-".join(days)]).rstrip("-")


def _door(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    return admin.site.admin_view(view)  # type: ignore[arg-type]


# In front of the admin's own addresses, which end with one that takes whatever is left.
urlpatterns: list[URLPattern] = [
    path("", _door(index), name="reports"),
    path("<slug:name>/", _door(show), name="report"),
    path("<slug:name>.<slug:kind>", _door(download), name="report_file"),
]
