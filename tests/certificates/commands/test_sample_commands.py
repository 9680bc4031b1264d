"""load_sample and make_people, as typed."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from attendees.models import User
from workshops.models import Workshop

pytestmark = pytest.mark.django_db


def run(name, **options):
    out = StringIO()
    call_command(name, stdout=out, **options)
    return out.getvalue().splitlines()


def test_load_sample_names_what_it_made_and_where_the_sign_ins_are(tmp_path):
    first, second = run("load_sample", folder=tmp_path), run("load_sample", folder=tmp_path)

    sign_ins = f"Sign-ins: {tmp_path}/sample-sign-ins.txt"
    assert (first[0], len(first), first[-1]) == ("Made: provider", 14, sign_ins)
    assert second == ["The sample is loaded already: nothing was changed.", sign_ins]


def test_load_sample_is_refused_outside_local_settings(settings, tmp_path):
    settings.LECTERN_LOCAL = False

    with pytest.raises(CommandError, match=r"^load_sample makes accounts whose passwords everyone knows"):
        run("load_sample", folder=tmp_path)

    assert (Workshop.objects.count(), list(tmp_path.iterdir())) == (0, [])


def test_make_people_says_how_many_and_the_password():
    run("make_people", count=1)

    assert run("make_people", count=3) == [
        "Made 2, had 1: person1@load.example to person3@load.example.",
        "Password of each: load-test-person",
    ]


@pytest.mark.parametrize("count", [0, -1])
def test_make_people_refuses_a_count_below_one(count):
    with pytest.raises(CommandError) as refusal:
        run("make_people", count=count)

    assert str(refusal.value) == "Give a count of 1 or more."
    assert User.objects.count() == 0


def test_make_people_is_refused_outside_local_settings(settings):
    settings.LECTERN_LOCAL = False

    with pytest.raises(CommandError, match=r"^make_people makes accounts whose passwords everyone knows"):
        run("make_people", count=1)
