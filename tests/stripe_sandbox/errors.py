"""The errors the API answers with, in Stripe's own shape."""

from typing import Any

Obj = dict[str, Any]


class StripeError(Exception):
    """A refusal to be answered as Stripe words it.

    `kept` says whether an idempotency key remembers it: Stripe keeps what an endpoint answered once it
    had begun, and forgets what was refused at the door (bad key, bad parameter, too many requests).
    """

    def __init__(
        self,
        message: str,
        *,
        status: int = 400,
        kind: str = "invalid_request_error",
        code: str | None = None,
        param: str | None = None,
        kept: bool = True,
    ) -> None:
        super().__init__(message)
        self.status = status
        self.kept = kept
        fields = {"code": code, "param": param, "message": message, "type": kind}
        self.error: Obj = {name: value for name, value in fields.items() if value is not None}
        if code:
            self.error["doc_url"] = f"https://stripe.com/docs/error-codes/{code.replace('_', '-')}"

    def body(self) -> Obj:
        return {"error": self.error}


class DroppedError(Exception):
    """The connection is to be closed without an answer."""


def bad_param(message: str, param: str, code: str | None = None) -> StripeError:
    return StripeError(message, param=param, code=code, kept=False)


def missing(noun: str, found: str, param: str = "id") -> StripeError:
    return StripeError(f"No such {noun}: '{found}'", status=404, code="resource_missing", param=param)


def unauthorised(message: str, code: str | None = None) -> StripeError:
    return StripeError(message, status=401, code=code, kept=False)


def internal_error() -> StripeError:
    return StripeError("An unknown error occurred", status=500, kind="api_error")


def forbidden() -> StripeError:
    message = "The provided key does not have the required permissions for this endpoint."
    return StripeError(message, status=403, kept=False)


def rate_limited() -> StripeError:
    message = "Request rate limit exceeded. Slow down and try again."
    return StripeError(message, status=429, code="rate_limit", kept=False)
