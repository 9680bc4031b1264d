"""How the organisers' pages look, and what stands in their margin."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.urls import reverse_lazy


def _may_see(permission: str) -> Callable[[HttpRequest], bool]:
    """Whether the person may look at the rows, or change them."""
    app, model = permission.split(".")
    return lambda request: any(request.user.has_perm(f"{app}.{verb}_{model}") for verb in ("view", "change"))


def _page(title: str, icon: str, model: str) -> dict[str, Any]:
    """One line of the margin: the list of `model` ("app.model")."""
    link = reverse_lazy(f"admin:{model.replace('.', '_')}_changelist")
    return {"title": title, "icon": icon, "link": link, "permission": _may_see(model)}


def _group(title: str, *pages: dict[str, Any]) -> dict[str, Any]:
    return {"title": title, "separator": True, "items": list(pages)}


NAVIGATION = [
    {"items": [{"title": "Today", "icon": "today", "link": reverse_lazy("admin:index")}]},
    _group(
        "Programme",
        _page("Sessions", "calendar_month", "workshops.session"),
        _page("Workshops", "menu_book", "workshops.workshop"),
        _page("Presenters", "co_present", "workshops.presenter"),
        _page("Partners", "handshake", "workshops.partner"),
        _page("Discount codes", "sell", "workshops.discountcode"),
        _page("Imported pages", "upload_file", "workshops.pageimport"),
    ),
    _group(
        "People and bookings",
        _page("Bookings", "confirmation_number", "attendees.booking"),
        _page("Places", "event_seat", "attendees.place"),
        _page("Waiting lists", "hourglass_empty", "attendees.waitinglistentry"),
        _page("Attendance queries", "contact_support", "attendees.attendancequery"),
        _page("Accounts", "person", "attendees.user"),
    ),
    _group(
        "Certificates",
        _page("Certificates", "workspace_premium", "certificates.certificate"),
        _page("Name requests", "badge", "certificates.namerequest"),
    ),
    _group(
        "Money",
        {
            "title": "Reports",
            "icon": "bar_chart",
            "link": reverse_lazy("reports"),
            "permission": lambda request: request.user.has_perm("attendees.view_payment"),
        },
        _page("Payments", "credit_card", "attendees.payment"),
        _page("Documents", "receipt_long", "attendees.document"),
        _page("Refunds", "undo", "attendees.refund"),
        _page("Disputes", "gavel", "attendees.dispute"),
        _page("Discrepancies", "difference", "attendees.discrepancy"),
        _page("Stripe events", "webhook", "attendees.stripeevent"),
    ),
    _group("Messages", _page("Outbox", "outgoing_mail", "attendees.outboxmessage")),
    _group(
        "Site",
        _page("Notices", "campaign", "workshops.notice"),
        _page("Provider", "storefront", "workshops.provider"),
        _page("VAT rates", "percent", "workshops.vatrate"),
        _page("Roles", "admin_panel_settings", "auth.group"),
        _page("Changes of state", "history", "workshops.statechange"),
    ),
]

# Warm paper and ink, and the one deep green that means act.
PAPER = {
    "50": "#faf6ec",
    "100": "#f1ebdc",
    "200": "#e0d7c4",
    "300": "#c9bea8",
    "400": "#a2977f",
    "500": "#6f6656",
    "600": "#544c40",
    "700": "#433c32",
    "800": "#2c2721",
    "900": "#1f1b16",
    "950": "#181512",
}
GREEN = {
    "50": "#eef6f1",
    "100": "#d6eadf",
    "200": "#b4d8c4",
    "300": "#9ad3b0",
    "400": "#66ad85",
    "500": "#3f8560",
    "600": "#14442f",
    "700": "#0f3827",
    "800": "#0b2f1f",
    "900": "#082418",
    "950": "#04170f",
}
# Grey on warm paper is hard to read: small print is ink softened, never a tint.
FONT = {
    "subtle-light": "#5a5244",
    "subtle-dark": "#c6bdab",
    "default-light": "#2c2721",
    "default-dark": "#ddd5c5",
    "important-light": "#1f1b16",
    "important-dark": "#f1ebdc",
}

UNFOLD: dict[str, Any] = {
    "SITE_TITLE": "workshops.admin.site.provider_name",
    "SITE_HEADER": "workshops.admin.site.provider_name",
    "SITE_SUBHEADER": "Organisers",
    "SITE_SYMBOL": "local_library",
    "SITE_FAVICONS": [{"rel": "icon", "type": "image/svg+xml", "href": "workshops.admin.site.icon"}],
    "SITE_URL": "/",
    "SHOW_HISTORY": True,
    "SHOW_VIEW_ON_SITE": True,
    "DASHBOARD_CALLBACK": "certificates.admin.dashboard.fill_dashboard",
    "COLORS": {"base": PAPER, "primary": GREEN, "font": FONT},
    "STYLES": ["workshops.admin.site.stylesheet"],
    "ACCOUNT": {
        "navigation": [
            {"title": "Your email addresses", "link": reverse_lazy("account_email")},
            {"title": "Change password", "link": reverse_lazy("account_change_password")},
            {"title": "Second factor", "link": reverse_lazy("mfa_index")},
        ]
    },
    "SIDEBAR": {
        "show_search": False,
        "command_search": False,
        "show_all_applications": False,
        "navigation": NAVIGATION,
    },
}
