"""Only one module hands tasks to the broker, and only after the commit."""

import ast
from pathlib import Path

from django.conf import settings

HANDS_OVER = {"delay", "apply_async", "send_task"}
MAY = "workshops/foundation/queueing.py"


def calls_to_broker(source: str) -> list[int]:
    """Line numbers of calls that hand a task to the broker at once."""
    return [
        node.lineno
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in HANDS_OVER
    ]


def test_rule_sees_a_plain_call():
    assert calls_to_broker("def book():\n    send_mail.delay(1)\n    send_mail.apply_async(args=(1,))") == [2, 3]


def test_rule_lets_a_queued_task_pass():
    assert calls_to_broker("queue_task(send_mail, 1)") == []


def test_only_queueing_speaks_to_the_broker():
    found = {
        str(path.relative_to(settings.BASE_DIR))
        for app in ("workshops", "attendees", "certificates", "config")
        for path in (Path(settings.BASE_DIR) / app).rglob("*.py")
        if calls_to_broker(path.read_text())
    }

    assert found == {MAY}
