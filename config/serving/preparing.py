"""Brings database, cache table, static files and sample data up to date.

`python -m config.serving.preparing`, with `--without-sample` to leave a new installation empty.
"""

import hashlib
import io
import sys
import time
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path

import django
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command


def main(arguments: Sequence[str]) -> int:
    try:
        django.setup()
        for sentence, action in steps(sample="--without-sample" not in arguments):
            began = time.monotonic()
            action()
            print(f"· {sentence} ({time.monotonic() - began:.1f} s)", flush=True)
    except ImproperlyConfigured as error:
        print(error, file=sys.stderr)
        return 1
    except Exception as error:  # noqa: BLE001  (whatever it was, one sentence and the details in a file)
        return _tell(error)
    return 0


def steps(*, sample: bool) -> list[tuple[str, Callable[[], None]]]:
    """What is done, in order, each with the words for it."""
    wanted = [
        ("Database brought up to date", lambda: call_command("migrate", interactive=False, verbosity=0)),
        ("Cache table there", lambda: call_command("createcachetable", verbosity=0)),
        ("Static files gathered", gather_static_files),
    ]
    if sample and getattr(settings, "LECTERN_LOCAL", False):
        wanted.append(("Sample data there", lambda: call_command("load_sample", stdout=io.StringIO())))
    return wanted


def gather_static_files() -> None:
    """Run collectstatic, unless no file changed since the last time: compressing all of them takes a while."""
    stamp = Path(settings.STATIC_ROOT) / ".gathered"
    current = _fingerprint()
    if stamp.exists() and stamp.read_text() == current:
        return
    call_command("collectstatic", interactive=False, verbosity=0)
    stamp.write_text(current)


def _fingerprint() -> str:
    """Changes with the name, size or age of any static file."""
    digest = hashlib.sha256(settings.STORAGES["staticfiles"]["BACKEND"].encode())
    digest.update(repr(settings.STYLE_SHEETS).encode())
    for finder in get_finders():
        for name, storage in finder.list([]):
            facts = Path(storage.path(name)).stat()
            digest.update(f"{name} {facts.st_size} {facts.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def _tell(error: Exception) -> int:
    log = Path(settings.DATA_DIR) / "log" / "prepare.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    log.write_text(traceback.format_exc())
    print(f"Lectern could not be made ready: {error} Details: {log}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
