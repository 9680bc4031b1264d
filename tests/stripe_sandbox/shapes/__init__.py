"""How Stripe's objects look, one module each: every field Stripe sends, with what the sandbox knows filled in.

The fields are those of the API version below, as the official library declares them.
"""

API_VERSION = "2026-10-28.endive"
