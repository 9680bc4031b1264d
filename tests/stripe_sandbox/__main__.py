"""Run the sandbox until it is told to stop by SIGTERM or SIGINT."""

import argparse
import signal
import sys
import threading
from pathlib import Path

from .sandbox import SECRET, Sandbox


def main() -> int:
    options = _options()
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    try:
        sandbox = Sandbox(
            webhook_url=options.webhook_url, secret=options.webhook_secret, port=options.port, state=options.state
        )
    except OSError as error:
        print(f"The Stripe sandbox cannot listen on port {options.port}: {error.strerror}", file=sys.stderr)  # noqa: T201
        return 1
    sandbox.start()
    print(f"Stripe sandbox ready at {sandbox.url}", flush=True)  # noqa: T201
    stop.wait()
    sandbox.stop()
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.stripe_sandbox", description=__doc__)
    parser.add_argument("--port", type=int, default=12111, help="on 127.0.0.1; 0 takes a free one")
    parser.add_argument("--webhook-url", default="", help="where events are sent; none: nowhere")
    parser.add_argument("--webhook-secret", default=SECRET, help="what events are signed with")
    parser.add_argument("--state", type=Path, help="a file that keeps everything over a restart; none: memory")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
