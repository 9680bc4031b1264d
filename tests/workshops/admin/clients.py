"""Who may knock at the organisers' pages, and what they are told."""

from django.contrib.auth.models import Permission
from django.db import connection
from django.forms import FileField, ModelMultipleChoiceField
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories import make_organiser, make_user

BACKEND = "django.contrib.auth.backends.ModelBackend"


def client_of(user):
    client = Client()
    client.force_login(user, backend=BACKEND)
    return client


def organiser_client():
    """Someone who may do everything."""
    return client_of(make_organiser())


def attendee_client():
    """Someone with an account and nothing more."""
    return client_of(make_user())


def staff_client(*permissions):
    """An organiser with just these permissions, such as "workshops.change_session"."""
    user = make_user(is_staff=True, name="Sam Staff")
    for permission in permissions:
        app, codename = permission.split(".")
        user.user_permissions.add(Permission.objects.get(content_type__app_label=app, codename=codename))
    return client_of(user)


def said(response):
    """The messages that a page shows."""
    return [str(message) for message in response.context["messages"]]


def act(client, path, name, *rows):
    """Run the list action `name` on rows; what the next page says."""
    data = {"action": name, "index": 0, "_selected_action": [row.pk for row in rows]}
    return said(client.post(path, data, follow=True))


def send(client, path, **data):
    """Send a page of one step; what the next page says."""
    return said(client.post(path, data, follow=True))


def queries_of(client, path):
    """How many queries a page takes."""
    with CaptureQueriesContext(connection) as captured:
        response = client.get(path)
    assert response.status_code == 200
    return len(captured)


def form_data(client, path, **changes):
    """What the form at `path` would send as it stands, with changes. Inlines are included."""
    context = client.get(path).context
    data = _bound_values(context["adminform"].form)
    for inline in context["inline_admin_formsets"]:
        data |= _bound_values(inline.formset.management_form)
        for form in inline.formset.forms:
            data |= _bound_values(form)
    return {name: value for name, value in data.items() if value is not None} | changes


def _bound_values(form):
    values = {}
    for bound in form:
        widget, value = bound.field.widget, bound.value()
        if isinstance(bound.field, FileField) or (isinstance(bound.field, ModelMultipleChoiceField) and not value):
            continue
        if hasattr(widget, "decompress") and not isinstance(value, list):
            parts = widget.decompress(value)
            values |= {f"{bound.html_name}_{number}": part or "" for number, part in enumerate(parts)}
        elif value is not False:
            values[bound.html_name] = "" if value is None else value
    return values
