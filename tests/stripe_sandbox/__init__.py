"""A small Stripe on loopback: its API, its hosted payment page and its signed webhooks, with nothing charged.

Run it with `python -m tests.stripe_sandbox --port 12111`, or from a test with `running_sandbox()`.
Standard library only.
"""

from .sandbox import API_KEY, SECRET, Sandbox, running_sandbox

__all__ = ["API_KEY", "SECRET", "Sandbox", "running_sandbox"]
