"""Steps that are confirmed on a page of their own: what is asked, what is told, and what a refusal keeps."""

import pytest
from django import forms
from django.contrib import admin
from django.contrib.messages.storage.cookie import CookieStorage
from django.urls import reverse

from tests.factories import make_organiser
from workshops.admin.actions import ListStep, ReasonForm, Step
from workshops.foundation.errors import DomainError
from workshops.models import Partner

pytestmark = pytest.mark.django_db


class ColourForm(ReasonForm):
    colour = forms.CharField(max_length=5)


@pytest.fixture
def partner():
    return Partner.objects.create(name="Mind")


@pytest.fixture
def request_of(rf):
    """A request of an organiser: of the page, or with what was sent."""

    def make(data=None):
        request = rf.get("/") if data is None else rf.post("/", data)
        request.user = make_organiser() if data is None else None
        request._messages = CookieStorage(request)
        return request

    return make


def step(row, act=lambda _: None, **options):
    return Step(
        **{
            "admin": admin.site.get_model_admin(Partner),
            "row": row,
            "title": "Paint it",
            "facts": [],
            "button": "Paint",
            "done": "Painted",
            "act": act,
        }
        | options
    )


def said(request):
    return [str(message) for message in request._messages]


def back_to(row):
    return reverse("admin:workshops_partner_change", args=[row.pk])


def refuse(_):
    raise DomainError("The paint is dry.")


def test_step_with_a_reason_gives_it_to_the_act(partner, request_of):
    heard, request = [], request_of({"reason": " Because "})

    response = step(partner, heard.append, asks_reason=True).answer(request)

    assert (heard, said(request), response.url) == (["Because"], ["Painted: Mind."], back_to(partner))


def test_step_with_a_form_gives_all_that_was_filled_in(partner, request_of):
    heard, request = [], request_of({"reason": "Because", "colour": "red"})

    step(partner, heard.append, form=ColourForm).answer(request)

    assert heard == [{"reason": "Because", "colour": "red"}]


def test_step_tells_what_came_of_it_in_its_own_words(partner, request_of):
    heard, request = [], request_of({"reason": "Because", "colour": "red"})

    step(partner, lambda _: 7, form=ColourForm, tell=lambda _, result: heard.append(result)).answer(request)

    assert (heard, said(request)) == ([7], [])


def test_refusal_of_a_step_with_a_form_stands_in_it_with_what_was_typed(partner, request_of):
    request = request_of({"reason": "Because", "colour": "red"})

    response = step(partner, refuse, form=ColourForm).answer(request_with_user(request))

    form = response.context_data["form"]
    assert (response.status_code, form.non_field_errors(), form["colour"].value()) == (
        200,
        ["The paint is dry."],
        "red",
    )
    assert said(request) == []


def test_refusal_of_a_step_with_a_reason_alone_is_told_on_the_page_of_the_row(partner, request_of):
    request = request_of({"reason": "Because"})

    response = step(partner, refuse, asks_reason=True).answer(request)

    assert (said(request), response.url) == (["The paint is dry."], back_to(partner))


def test_odd_input_reaches_no_act(partner, request_of):
    heard, request = [], request_of({"reason": "Because", "colour": "purple"})

    response = step(partner, heard.append, form=ColourForm).answer(request_with_user(request))

    assert (heard, list(response.context_data["form"].errors)) == ([], ["colour"])


def test_looking_at_a_step_acts_on_nothing(partner, request_of):
    heard = []

    response = step(partner, heard.append, form=ColourForm).answer(request_of())

    assert (heard, response.context_data["form"].is_bound) == ([], False)


def request_with_user(request):
    request.user = make_organiser()
    return request


@pytest.fixture
def rows():
    for name in ("Mind", "Relate"):
        Partner.objects.create(name=name)
    return Partner.objects.order_by("name")


def list_step(rows, act):
    return ListStep(
        admin=admin.site.get_model_admin(Partner),
        rows=rows,
        name="paint",
        title="Paint them",
        facts=[],
        button="Paint",
        act=act,
        done="Painted",
    )


def test_list_step_asks_first_and_carries_the_rows(rows, request_of):
    heard = []
    request = request_with_user(request_of({"action": "paint", "_selected_action": "1"}))

    response = list_step(rows, lambda *row: heard.append(row)).answer(request)

    carried = [("action", "paint"), ("asked", "yes"), *[("_selected_action", row.pk) for row in rows]]
    assert (heard, response.context_data["step"].carried) == ([], carried)


def test_list_step_acts_on_each_row_with_the_reason(rows, request_of):
    heard, request = [], request_of({"asked": "yes", "reason": "Because"})

    response = list_step(rows, lambda pk, reason: heard.append((pk, reason))).answer(request)

    assert (heard, response) == ([(row.pk, "Because") for row in rows], None)
    assert said(request) == ["Painted: Mind, Relate."]


def test_list_step_tells_refusals_apart_from_what_was_done(rows, request_of):
    request = request_of({"asked": "yes", "reason": "Because"})
    first = rows.first().pk

    list_step(rows, lambda pk, _: refuse(pk) if pk == first else None).answer(request)

    assert said(request) == ["The paint is dry.", "Painted: Relate."]


def test_list_step_without_a_reason_asks_again(rows, request_of):
    heard, request = [], request_with_user(request_of({"asked": "yes", "reason": " "}))

    response = list_step(rows, lambda *row: heard.append(row)).answer(request)

    assert (heard, list(response.context_data["form"].errors)) == ([], ["reason"])
