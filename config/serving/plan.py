"""What is to run where, read from the environment once."""

import socket
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from config.settings.environment import BASE_DIR
from config.settings.secret import kept_secret

LOCAL = "config.settings.local"
SANDBOX_PORT = 12111


class CannotServe(Exception):  # noqa: N818
    """Why serving cannot begin, as one sentence for the person at the keyboard."""


@dataclass(frozen=True)
class Plan:
    """Addresses, the data folder, and the environment that every process is given."""

    host: str
    port: int
    sandbox_port: int | None
    data: Path
    environ: dict[str, str]

    @property
    def site_url(self) -> str:
        """Where this machine reaches the web server."""
        return f"http://{_reachable(self.host)}:{self.port}"

    @property
    def sandbox_url(self) -> str:
        return f"http://127.0.0.1:{self.sandbox_port}"

    @property
    def is_local(self) -> bool:
        return self.environ["DJANGO_SETTINGS_MODULE"] == LOCAL


def make_plan(given: Mapping[str, str]) -> Plan:
    """The plan for the environment `given`. Raises CannotServe when a port is no number or taken."""
    host = given.get("HOST") or "127.0.0.1"
    port = _port(given, "PORT", 8000)
    _refuse_taken(host, port, "PORT")
    module = given.get("DJANGO_SETTINGS_MODULE") or LOCAL
    data = Path(given.get("LECTERN_DATA_DIR") or BASE_DIR / "var").resolve()
    own = {"DJANGO_SETTINGS_MODULE": module, "HOST": host, "PORT": str(port), "LECTERN_DATA_DIR": str(data)}
    environ = dict(given) | own | {"PYTHONUNBUFFERED": "1"}
    if module != LOCAL or given.get("STRIPE_SECRET_KEY"):
        return Plan(host, port, None, data, environ)
    sandbox_port = _sandbox_port(given)
    return Plan(host, port, sandbox_port, data, environ | sandbox_environ(sandbox_port, data))


def sandbox_environ(port: int, data: Path) -> dict[str, str]:
    """The settings that send payments to the sandbox; its webhook secret is kept in `data`."""
    return {
        "STRIPE_SECRET_KEY": "sk_test_sandbox",
        "STRIPE_API_BASE": f"http://127.0.0.1:{port}",
        "STRIPE_WEBHOOK_SECRET": "whsec_" + kept_secret(data / "stripe-webhook-secret"),
    }


def is_free(host: str, port: int) -> bool:
    """Whether a server could listen there now."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
        return True


def free_port() -> int:
    """A port on 127.0.0.1 that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _sandbox_port(given: Mapping[str, str]) -> int:
    """The port asked for; else the usual one, or any free one when that is taken."""
    port = _port(given, "SANDBOX_PORT", SANDBOX_PORT)
    if given.get("SANDBOX_PORT"):
        _refuse_taken("127.0.0.1", port, "SANDBOX_PORT")
    return port if is_free("127.0.0.1", port) else free_port()


def _port(given: Mapping[str, str], name: str, usual: int) -> int:
    text = given.get(name) or str(usual)
    if not (text.isascii() and text.isdigit() and 0 < int(text) < 65_536):
        raise CannotServe(f"{name} is {text!r}: set it to a number between 1 and 65535.")
    return int(text)


def _refuse_taken(host: str, port: int, name: str) -> None:
    if not is_free(host, port):
        raise CannotServe(
            f"Port {port} on {host} is taken or not allowed: stop what listens there, or set {name} to another number."
        )


def _reachable(host: str) -> str:
    return {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)  # noqa: S104
