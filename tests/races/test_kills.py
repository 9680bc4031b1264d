"""Workers killed in the middle of their work, again and again: in the end everything is there, and there once."""

import hashlib
import os
import signal

import pytest
from django.conf import settings

from tests.harness.processes import session_members
from tests.harness.waiting import wait_until
from tests.races.inbox import running_inbox
from tests.races.scene import ask

# One test process, so that the site is made once.
pytestmark = [pytest.mark.processes]

CERTIFICATES, NOTES = 14, 200
QUICK = {"LECTERN_SWEEP_SECONDS": "1", "LECTERN_CLAIM_SECONDS": "4"}
# A message whose task was lost waits out the grace of twenty seconds; then the machine may be busy.
PATIENCE_S = 150


def pdfs(site):
    return list((site.data / "media").rglob("*.pdf"))


def wait(site, look, what, pause=0.02):
    """Wait for `look`; a worker that fell over meanwhile is started again, as bin/serve does."""
    return wait_until(lambda: revive(site) or look(), seconds=PATIENCE_S, what=what, pause=pause)


def revive(site):
    if not site.running("worker").is_alive():
        site.start_worker()


def kill_worker(site):
    site.kill_worker()
    site.start_worker()


def kill_one_child(site):
    """SIGKILL to one of the processes that do the work; with Redis the worker itself goes on.

    With folders a pool's children share one lock, and the lock dies with the child that holds it: all must go.
    """
    if not settings.TEST_ON_POSTGRES:
        kill_worker(site)
        return
    leader = site.running("worker").pid
    os.kill(max(session_members(leader)), signal.SIGKILL)


def settled(site):
    """Everything there is, once no message is queued or being sent."""
    seen = ask(site, "everything")
    return seen if {message["state"] for message in seen["messages"]} <= {"sent", "unsure"} else None


@pytest.fixture(scope="module")
def survivor(site_of_engine):
    """A site whose worker was killed while it drew certificates, and again while it sent messages."""
    site = site_of_engine(**QUICK)
    ask(site, "queue_work", CERTIFICATES, NOTES)
    site.start_beat()
    site.start_worker()
    wait(site, lambda: len(pdfs(site)) >= 2, "the first certificates")
    drawn = site.drawn_at_first_kill = len(pdfs(site))
    kill_worker(site)
    wait(site, lambda: len(pdfs(site)) > drawn + 1, "more certificates")
    kill_one_child(site)
    wait(site, lambda: len(site.mails()) >= NOTES // 2, "half of the messages")
    site.sent_at_last_kill = len(site.mails())
    kill_worker(site)
    wait(site, lambda: len(site.mails()) >= CERTIFICATES + NOTES, "every message")
    site.seen = wait(site, lambda: settled(site), "every message to be marked", pause=1)
    return site


def test_kills_came_in_the_middle(survivor):
    assert 0 < survivor.drawn_at_first_kill < CERTIFICATES
    assert 0 < survivor.sent_at_last_kill < CERTIFICATES + NOTES


def test_each_place_has_one_certificate_with_the_file_that_was_hashed(survivor):
    rows = survivor.seen["certificates"]

    stored = [hashlib.sha256((survivor.data / "media" / row["pdf"]).read_bytes()).hexdigest() for row in rows]
    assert len(rows) == len({row["place_id"] for row in rows}) == CERTIFICATES
    assert stored == [row["sha256"] for row in rows]


def test_each_attendee_got_one_message(survivor):
    told = [row["to"] for row in survivor.seen["messages"] if row["kind"] == "certificate_ready"]
    files = [path for path in survivor.mails() if ".certificate_ready." in path.name]

    assert sorted(told) == sorted(f"person{number}@example.org" for number in range(CERTIFICATES))
    assert len(files) == CERTIFICATES


def test_every_message_is_one_file(survivor):
    rows = survivor.seen["messages"]

    names = sorted(path.stem.rpartition(".")[2] for path in survivor.mails())
    assert len(rows) == CERTIFICATES + NOTES
    assert names == sorted(row["message_id"] for row in rows)
    assert {row["state"] for row in rows} == {"sent"}


def test_mail_server_gets_nothing_twice_and_doubt_stands_in_the_row(site_of_engine):
    """The worker dies when the server has the message, and before it has said so."""
    with running_inbox() as inbox:
        site = site_of_engine(EMAIL_URL=f"smtp://127.0.0.1:{inbox.port}", **QUICK)
        ask(site, "queue_work", 0, NOTES)
        inbox.silent_from = NOTES // 4
        site.start_beat()
        site.start_worker()
        wait(site, lambda: len(inbox.recipients) >= inbox.silent_from, "the moment of doubt")
        site.kill_worker()
        in_doubt = set(inbox.recipients[NOTES // 4 - 1 :])
        inbox.silent_from = float("inf")
        site.start_worker()
        rows = wait(site, lambda: settled(site), "every message to be settled", pause=1)["messages"]

    sent, unsure = [{row["to"] for row in rows if row["state"] == state} for state in ("sent", "unsure")]
    assert in_doubt <= unsure
    assert len(inbox.recipients) == len(set(inbox.recipients))
    assert sent == set(inbox.recipients) - unsure
    assert (len(sent | unsure), len(unsure) <= 2) == (NOTES, True)
