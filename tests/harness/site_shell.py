"""Python inside a site: one process with its settings and database, which runs one piece of code after another.

Starting Django anew for each piece takes seconds. `python -m tests.harness.site_shell` is the site's end: it reads a line of
JSON for each piece and answers with one.
"""

import contextlib
import io
import json
import subprocess
import sys
import traceback
from collections.abc import Mapping
from typing import Any


class SiteShell:
    """Our end of it. The process is started when it is first needed."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self._environ = environ
        self._process: subprocess.Popen[str] | None = None

    def run(self, code: str) -> str:
        """What the code printed. Raises AssertionError with its traceback when it failed."""
        process = self._process or self._start()
        assert process.stdin
        assert process.stdout
        process.stdin.write(json.dumps(code) + "\n")
        process.stdin.flush()
        line = process.stdout.readline()
        assert line, "The site's shell has ended."
        answer = json.loads(line)
        assert answer["ok"], f"{code}\n\n{answer['said']}"
        said: str = answer["said"]
        return said

    def stop(self) -> None:
        if self._process:
            self._process.kill()
            self._process.communicate()
            self._process = None

    def _start(self) -> subprocess.Popen[str]:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.harness.site_shell"],
            env=dict(self._environ),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        return self._process


def main() -> None:
    import django

    django.setup()
    for line in sys.stdin:
        answer = _run(json.loads(line))
        print(json.dumps(answer), flush=True)


def _run(code: str) -> dict[str, Any]:
    """Run it with every model at hand, and leave no connection open behind it."""
    from django.apps import apps
    from django.db import connections

    said = io.StringIO()
    names = {model.__name__: model for model in apps.get_models()}
    try:
        with contextlib.redirect_stdout(said):
            exec(compile(code, "<test>", "exec"), names)  # noqa: S102  (that is what it is for)
    except Exception:  # noqa: BLE001  (the test shows it, whatever it is)
        return {"ok": False, "said": traceback.format_exc()}
    finally:
        connections.close_all()
    return {"ok": True, "said": said.getvalue()}


if __name__ == "__main__":
    main()
