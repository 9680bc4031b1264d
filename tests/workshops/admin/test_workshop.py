"""Workshops: the form, publishing and withdrawing."""

from datetime import timedelta

import pytest

from tests.factories import make_presenter, make_session, make_workshop
from tests.workshops.admin.clients import act, form_data, organiser_client, said, send, staff_client
from workshops.enums import SessionState, WorkshopState
from workshops.models import StateChange, Workshop

pytestmark = pytest.mark.django_db
LIST = "/admin/workshops/workshop/"


def draft(**fields):
    return make_workshop(**{"state": WorkshopState.DRAFT, "published_at": None} | fields)


def page(workshop, step="change"):
    return f"{LIST}{workshop.pk}/{step}/"


def test_publish_action_publishes_what_is_ready_and_names_what_is_missing():
    ready, bare = draft(title="Ready"), draft(title="Bare", summary="", cpd_minutes=None)

    told = act(organiser_client(), LIST, "publish", ready, bare)

    assert sorted(told) == [
        "Published: Ready.",
        "“Bare” cannot be published yet. Still missing: a summary, CPD minutes.",
    ]
    assert list(Workshop.objects.order_by("title").values_list("state", flat=True)) == ["draft", "published"]


def test_publish_step_looked_at_changes_nothing():
    workshop = draft()

    response = organiser_client().get(page(workshop, "publish"))

    workshop.refresh_from_db()
    assert (response.status_code, workshop.state) == (200, WorkshopState.DRAFT)


def test_publish_step_publishes_and_notes_who_did():
    workshop = draft(title="Ready")
    client = organiser_client()

    told = send(client, page(workshop, "publish"))

    workshop.refresh_from_db()
    assert (told, workshop.state) == (["Published: Ready."], WorkshopState.PUBLISHED)
    assert StateChange.objects.get().by == f"user:{client.session['_auth_user_id']}"


def test_publish_step_says_beforehand_what_is_missing():
    workshop = draft(presenters=[], summary="")

    response = organiser_client().get(page(workshop, "publish"))

    assert response.context["step"].facts == ["Still missing: a summary, a presenter."]


def test_withdraw_step_keeps_the_reason():
    workshop = make_workshop(title="Old")

    told = send(organiser_client(), page(workshop, "withdraw"), reason="Out of date")

    assert (told, StateChange.objects.get().reason) == (["Withdrawn: Old."], "Out of date")


def test_withdraw_step_without_a_reason_asks_for_it():
    workshop = make_workshop()

    response = organiser_client().post(page(workshop, "withdraw"), {"reason": ""})

    workshop.refresh_from_db()
    assert (response.context["form"].errors["reason"], workshop.state) == (
        ["This field is required."],
        WorkshopState.PUBLISHED,
    )


def test_withdraw_action_refuses_a_draft():
    told = act(organiser_client(), LIST, "withdraw", draft())

    assert told == ["This workshop is draft, so it cannot become withdrawn."]


def test_steps_without_permission_are_forbidden():
    workshop = draft()

    response = staff_client("workshops.view_workshop").post(page(workshop, "publish"))

    workshop.refresh_from_db()
    assert (response.status_code, workshop.state) == (403, WorkshopState.DRAFT)


def test_steps_of_a_missing_workshop_are_not_found():
    assert organiser_client().get(f"{LIST}999/publish/").status_code == 404


@pytest.mark.parametrize(("state", "shown"), [("draft", ["publish_one"]), ("published", ["withdraw_one"])])
def test_form_offers_only_the_steps_that_are_open(state, shown):
    workshop = make_workshop() if state == "published" else draft()

    offered = organiser_client().get(page(workshop)).context["actions_detail"]

    assert [step["path"].split("/")[-2] + "_one" for step in offered] == shown


def test_state_sent_with_the_form_changes_nothing():
    workshop, client = draft(), organiser_client()

    client.post(page(workshop), form_data(client, page(workshop), state="published", title="New title"))

    workshop.refresh_from_db()
    assert (workshop.state, workshop.title) == (WorkshopState.DRAFT, "New title")


def test_form_writes_presenters_with_their_position():
    workshop, client = draft(presenters=[]), organiser_client()
    presenter = make_presenter()
    rows = {
        "presenter_links-TOTAL_FORMS": 1,
        "presenter_links-0-presenter": presenter.pk,
        "presenter_links-0-position": 2,
    }

    client.post(page(workshop), form_data(client, page(workshop), **rows))

    assert list(workshop.presenter_links.values_list("presenter", "position")) == [(presenter.pk, 2)]


@pytest.mark.parametrize(("number", "position"), [(0, 1), (2, 3)])
def test_presenter_that_is_added_comes_last(number, position):
    workshop = draft(presenters=[make_presenter() for _ in range(number)])

    [inline] = organiser_client().get(page(workshop)).context["inline_admin_formsets"]

    assert inline.formset.empty_form["position"].value() == position


def test_form_refuses_cpd_minutes_that_cannot_be():
    workshop, client = draft(), organiser_client()

    response = client.post(page(workshop), form_data(client, page(workshop), cpd_minutes=6001))

    assert response.context["adminform"].form.non_field_errors() == [
        "CPD minutes lie between 1 and 6,000; leave them empty while they are unknown."
    ]


def test_list_names_the_next_session():
    session = make_session()
    make_session(workshop=session.workshop, starts_at=session.starts_at + timedelta(days=1))
    make_session(workshop=session.workshop, starts_at=session.starts_at - timedelta(days=1), state=SessionState.DRAFT)

    listed = organiser_client().get(LIST).context["cl"].result_list

    assert [workshop.next_at for workshop in listed] == [session.starts_at]


def test_search_finds_by_presenter():
    make_workshop(presenters=[make_presenter(name="Ada Byron")])
    make_workshop()

    listed = organiser_client().get(LIST, {"q": "Byron"}).context["cl"].result_list

    assert len(listed) == 1


def test_form_links_to_the_page_also_while_it_is_a_draft():
    workshop = draft(slug="grief")

    assert organiser_client().get(page(workshop)).context["absolute_url"] == "/workshops/grief/"


def test_published_workshop_is_not_deleted():
    workshop = make_workshop()

    response = organiser_client().post(page(workshop, "delete"), {"post": "yes"})

    assert (response.status_code, Workshop.objects.count()) == (403, 1)


def test_draft_is_deleted():
    workshop = draft()

    organiser_client().post(page(workshop, "delete"), {"post": "yes"})

    assert Workshop.objects.count() == 0


def test_bulk_delete_is_not_offered():
    workshop = draft()

    told = act(organiser_client(), LIST, "delete_selected", workshop)

    assert (told, Workshop.objects.count()) == (["No action selected."], 1)


def test_form_lists_the_changes_of_state():
    workshop, client = make_workshop(), organiser_client()
    send(client, page(workshop, "withdraw"), reason="Out of date")

    changes = client.get(page(workshop)).context["state_changes"]

    assert [(change.to_state, change.reason) for change in changes] == [("withdrawn", "Out of date")]


def test_saved_form_tells_so():
    workshop, client = draft(), organiser_client()

    response = client.post(page(workshop), form_data(client, page(workshop), title="Renamed"), follow=True)

    assert len(said(response)) == 1
