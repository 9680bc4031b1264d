"""The catalogue's filters: what is read, what is refused, what stays."""

from datetime import date

import pytest

from tests.factories import make_presenter, make_workshop
from workshops.forms import CatalogueForm

pytestmark = pytest.mark.django_db


def test_nothing_typed_is_fine():
    form = CatalogueForm({})

    assert form.is_valid()
    assert not form.narrows


@pytest.mark.parametrize("typed", ["2027-01-29", "29/01/2027", "29.01.2027", "29 January 2027", " 29/01/2027 "])
def test_a_day_is_read_as_people_write_it(typed):
    form = CatalogueForm({"first_day": typed})

    assert form.is_valid()
    assert form.cleaned_data["first_day"] == date(2027, 1, 29)
    assert form.narrows


@pytest.mark.parametrize("typed", ["soon", "31/02/2027", "2027", "01/29/2027"])
def test_a_day_that_cannot_be_read_is_named_and_kept(typed):
    form = CatalogueForm({"first_day": typed})

    assert form.errors == {"first_day": [f"“{typed}” is not a day. Write it as 29/01/2027."]}
    assert 'type="text"' in str(form["first_day"])
    assert f'value="{typed}"' in str(form["first_day"])


@pytest.mark.parametrize("typed", ["2000-01-01", "2100-12-31"])
def test_days_of_this_century_are_accepted(typed):
    assert CatalogueForm({"first_day": typed}).is_valid()


@pytest.mark.parametrize("name", ["first_day", "last_day"])
@pytest.mark.parametrize("typed", ["0001-01-01", "1999-12-31", "2101-01-01", "9999-12-31"])
def test_a_day_of_another_century_is_refused_and_kept(name, typed):
    form = CatalogueForm({name: typed})

    assert form.errors == {name: [f"“{typed}” lies too far away. Choose a year from 2000 to 2100."]}
    assert f'value="{typed}"' in str(form[name])


def test_a_day_that_can_be_read_stays_a_day_field():
    form = CatalogueForm({"first_day": "2027-01-29", "last_day": "soon"})

    form.is_valid()

    assert 'type="date"' in str(form["first_day"])


def test_days_in_the_wrong_order_are_refused():
    form = CatalogueForm({"first_day": "2027-02-01", "last_day": "2027-01-01"})

    assert form.errors == {"last_day": ["The last day lies before the first. Change one of them."]}


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("kind", "There is no kind “x”. Choose one from the list."),
        ("price", "There is no price “x”. Choose one from the list."),
        ("presenter", "There is no such presenter. Choose one from the list."),
    ],
)
def test_a_choice_that_is_not_there_is_refused(name, message):
    assert CatalogueForm({name: "x"}).errors == {name: [message]}


def test_too_many_words_are_refused():
    assert CatalogueForm({"q": "x" * 101}).errors == {"q": ["Search for fewer words: 100 characters at most."]}


def test_a_null_character_is_refused():
    assert list(CatalogueForm({"q": "a\x00b"}).errors) == ["q"]


def test_presenters_of_drafts_are_not_offered():
    public, hidden = make_presenter(name="Public", slug="public"), make_presenter(name="Hidden", slug="hidden")
    make_workshop(presenters=[public])
    make_workshop(presenters=[public])
    make_workshop(presenters=[hidden], state="draft", published_at=None)

    form = CatalogueForm({"presenter": "hidden"})

    assert [str(choice) for choice in form.fields["presenter"].queryset] == ["Public"]
    assert not form.is_valid()
