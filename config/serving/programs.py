"""The command line of each process."""

import shutil
import sys
from dataclasses import dataclass

from config.serving.plan import Plan

PYTHON = (sys.executable, "-m")
# Someone waits for a page; nobody waits for a message. On a busy machine the web server goes first.
BEHIND = ("nice", "-n", "5") if shutil.which("nice") else ()


@dataclass(frozen=True)
class Program:
    name: str
    command: tuple[str, ...]


def web() -> Program:
    return Program("web", (*PYTHON, "gunicorn", "--config", "python:config.gunicorn", "config.wsgi"))


def worker(name: str) -> Program:
    """`name` tells workers apart that share one broker."""
    options = ("--pool", "prefork", "--concurrency", "2", "-O", "fair", "--loglevel", "INFO")
    quiet = ("--without-gossip", "--without-mingle")
    command = (*PYTHON, "celery", "-A", "config", "worker", *options, *quiet, "--hostname", f"{name}@%h")
    return Program("worker", (*BEHIND, *command))


def beat() -> Program:
    return Program("beat", (*PYTHON, "celery", "-A", "config", "beat", "--loglevel", "INFO", "--pidfile="))


def sandbox(plan: Plan) -> Program:
    """Stands in for Stripe on loopback; remembers everything over a restart."""
    return Program(
        "sandbox",
        (
            *(*PYTHON, "tests.stripe_sandbox", "--port", str(plan.sandbox_port)),
            *("--webhook-url", f"{plan.site_url}/stripe/webhook/"),
            *("--webhook-secret", plan.environ["STRIPE_WEBHOOK_SECRET"]),
            *("--state", str(plan.data / "stripe-sandbox.json")),
        ),
    )


def programs(plan: Plan) -> list[Program]:
    """Everything that `plan` needs."""
    needed = [web(), worker(f"lectern-{plan.port}"), beat()]
    return [*needed, sandbox(plan)] if plan.sandbox_port else needed
