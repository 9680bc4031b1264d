"""What bin/serve tells a person, and what it takes for an answer."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from config.serving.announcing import announce, answers, message
from config.serving.plan import Plan, free_port


@pytest.fixture
def server():
    """Answers 200 at /readyz/ and 503 elsewhere; remembers the headers."""
    seen = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            seen.append(dict(self.headers))
            self.send_response(200 if self.path == "/readyz/" else 503)
            self.end_headers()

        def log_message(self, *_arguments):
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as running:
        thread = threading.Thread(target=running.serve_forever)
        thread.start()
        yield running.server_port, seen
        running.shutdown()
        thread.join()


def make_plan(tmp_path, port, **environ):
    return Plan("127.0.0.1", port, None, tmp_path, {"DJANGO_SETTINGS_MODULE": "config.settings.local"} | environ)


def test_ready_server_answers(tmp_path, server):
    port, _seen = server

    assert answers(f"http://127.0.0.1:{port}/readyz/", make_plan(tmp_path, port)) is True


def test_server_that_is_not_ready_does_not_answer(tmp_path, server):
    port, _seen = server

    assert answers(f"http://127.0.0.1:{port}/other/", make_plan(tmp_path, port)) is False


def test_nobody_does_not_answer(tmp_path):
    port = free_port()

    assert answers(f"http://127.0.0.1:{port}/readyz/", make_plan(tmp_path, port)) is False


def test_production_is_asked_as_its_proxy_would(tmp_path, server):
    port, seen = server

    answers(f"http://127.0.0.1:{port}/readyz/", make_plan(tmp_path, port, ALLOWED_HOSTS=".example.org,other.org"))

    assert (seen[0]["Host"], seen[0]["X-Forwarded-Proto"]) == ("example.org", "https")


def test_address_is_printed_once_everything_answers(tmp_path, server, capsys):
    port, _seen = server

    announce(make_plan(tmp_path, port), threading.Event())

    assert f"Lectern is ready: http://127.0.0.1:{port}/\n" in capsys.readouterr().out


def test_nothing_is_printed_after_stopping(tmp_path, capsys):
    stop = threading.Event()
    stop.set()

    announce(make_plan(tmp_path, free_port()), stop)

    assert capsys.readouterr().out == ""


def test_message_names_what_a_person_needs(tmp_path):
    (tmp_path / "sample-sign-ins.txt").write_text("organiser@example.org  secret\n")
    plan = Plan("127.0.0.1", 8000, 12111, tmp_path, {})

    assert message(plan).splitlines() == [
        "",
        "Lectern is ready: http://127.0.0.1:8000/",
        "  Organisers:  http://127.0.0.1:8000/admin/",
        f"  Mail lands in {tmp_path}/mail/",
        "  Payments go to the sandbox at http://127.0.0.1:12111; no money moves.",
        "",
        "organiser@example.org  secret",
        "",
        "Ctrl-C stops it.",
    ]


def test_message_leaves_out_what_is_not_there(tmp_path):
    plan = make_plan(tmp_path, 8000, EMAIL_URL="smtp://mail.example.org", SITE_URL="https://cpd.example.org")

    assert message(plan).splitlines() == [
        "",
        "Lectern is ready: https://cpd.example.org/",
        "  Organisers:  https://cpd.example.org/admin/",
        "",
        "Ctrl-C stops it.",
    ]
