"""An unknown variable fails in our templates, and stays empty in others'."""

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.template import Context, Origin, Template

from config.settings.environment import BASE_DIR
from tests.harness.strict_templates import UnknownVariableError

OURS = BASE_DIR / "templates" / "page.html"
THEIRS = BASE_DIR / ".venv" / "lib" / "site-packages" / "unfold" / "page.html"


def render(source, origin=OURS, **context):
    return Template(source, origin=Origin(str(origin))).render(Context(context))


class Booking:
    @property
    def certificate(self):
        raise ObjectDoesNotExist


def test_unknown_variable_of_ours_fails():
    with pytest.raises(UnknownVariableError, match=r"sesion in .*/templates/page\.html"):
        render("<p>{{ sesion }}</p>", session=1)


def test_unknown_attribute_of_ours_fails():
    with pytest.raises(UnknownVariableError):
        render("{{ session.starts }}", session=1)


def test_unknown_variable_of_others_is_empty():
    assert render("<p>{{ sesion }}</p>", origin=THEIRS) == "<p></p>"


def test_known_variable_is_printed():
    assert render("{{ session }}", session=7) == "7"


def test_asking_whether_it_is_there_is_allowed():
    assert render("{% if sesion %}yes{% else %}no{% endif %}") == "no"


def test_related_row_that_is_missing_counts_as_nothing():
    assert render("[{{ b.certificate }}{% if b.certificate %}!{% endif %}]", b=Booking()) == "[]"
