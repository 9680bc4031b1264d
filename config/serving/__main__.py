"""`python -m config.serving`: prepare, run everything, stop everything."""

import os
import signal
import subprocess
import sys
import threading

from config.serving.announcing import announce
from config.serving.plan import CannotServe, Plan, make_plan
from config.serving.programs import programs
from config.serving.supervisor import supervise, tied_to_this_process


def main() -> int:
    try:
        plan = make_plan(os.environ)
    except CannotServe as error:
        print(error, file=sys.stderr)
        return 1
    prepared = _prepare(plan)
    if prepared:
        return prepared
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: stop.set())
    threading.Thread(target=announce, args=(plan, stop), daemon=True).start()
    print("· Starting", flush=True)
    supervise(programs(plan), plan.environ, stop)
    print("Stopped.", flush=True)
    return 0


def _prepare(plan: Plan) -> int:
    """In a process of its own, which gives its memory back. The exit code; 130 after Ctrl-C."""
    command = tied_to_this_process([sys.executable, "-m", "config.serving.preparing"])
    try:
        return subprocess.run(command, env=plan.environ, check=False).returncode
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
