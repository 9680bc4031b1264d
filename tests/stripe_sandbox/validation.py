"""What a parameter may be. Each kind turns the text of a form into a value, or refuses it as Stripe does."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol
from urllib.parse import urlsplit

from .errors import StripeError, bad_param
from .form import Raw

_EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")


class Kind(Protocol):
    def clean(self, raw: Raw, param: str) -> Any:
        """The value, or a StripeError that names `param`."""


def _text(raw: Raw, param: str) -> str:
    if isinstance(raw, dict):
        raise bad_param("Invalid string", param)
    if raw == "":
        message = (
            f"You passed an empty string for '{param}'. We assume empty values are an attempt to unset a "
            f"parameter; however '{param}' cannot be unset. You should remove '{param}' from your request or "
            "supply a non-empty value."
        )
        raise bad_param(message, param, "parameter_invalid_empty")
    return raw


@dataclass(frozen=True)
class Text:
    most: int = 5000

    def clean(self, raw: Raw, param: str) -> str:
        text = _text(raw, param)
        if len(text) > self.most:
            raise bad_param(f"Invalid string: {text[:20]}...; must be at most {self.most} characters", param)
        return text


@dataclass(frozen=True)
class Whole:
    least: int = 0
    most: int = 99_999_999_999

    def clean(self, raw: Raw, param: str) -> int:
        text = _text(raw, param)
        if not re.fullmatch(r"-?[0-9]{1,18}", text):
            raise bad_param(f"Invalid integer: {text}", param, "parameter_invalid_integer")
        number = int(text)
        if number < self.least:
            message = f"This value must be greater than or equal to {self.least}."
            raise bad_param(message, param, "parameter_invalid_integer")
        if number > self.most:
            message = f"This value must be less than or equal to {self.most}."
            raise bad_param(message, param, "parameter_invalid_integer")
        return number


@dataclass(frozen=True)
class Choice:
    options: tuple[str, ...]

    def clean(self, raw: Raw, param: str) -> str:
        text = _text(raw, param)
        if text not in self.options:
            raise bad_param(f"Invalid {param}: must be one of {', '.join(self.options)}", param)
        return text


class Flag:
    def clean(self, raw: Raw, param: str) -> bool:
        text = _text(raw, param)
        if text not in {"true", "false"}:
            raise bad_param(f"Invalid boolean: {text}", param)
        return text == "true"


class Url:
    def clean(self, raw: Raw, param: str) -> str:
        text = Text().clean(raw, param)
        parts = urlsplit(text)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise bad_param("Not a valid URL", param, "url_invalid")
        return text


class Email:
    def clean(self, raw: Raw, param: str) -> str:
        text = Text(800).clean(raw, param)
        if not _EMAIL.fullmatch(text):
            raise bad_param(f"Invalid email address: {text}", param, "email_invalid")
        return text


class Metadata:
    """At most 50 keys of 40 characters with values of 500; an empty value leaves its key out."""

    def clean(self, raw: Raw, param: str) -> dict[str, str]:
        if raw == "":
            return {}
        if not isinstance(raw, dict):
            raise bad_param("Invalid object", param)
        if len(raw) > 50:
            raise bad_param(f"You can only have 50 keys in {param}. Found {len(raw)}.", param)
        return {key: self._value(key, value, param) for key, value in raw.items() if value != ""}

    def _value(self, key: str, raw: Raw, param: str) -> str:
        if len(key) > 40:
            raise bad_param(f"Metadata keys can have up to 40 characters, but you passed in: '{key}'", param)
        return Text(500).clean(raw, f"{param}[{key}]")


@dataclass(frozen=True)
class ListOf:
    item: Kind
    most: int = 100

    def clean(self, raw: Raw, param: str) -> list[Any]:
        if not isinstance(raw, dict) or not all(key.isdecimal() for key in raw):
            raise bad_param("Invalid array", param)
        if len(raw) > self.most:
            raise bad_param(f"Array too long: must have no more than {self.most} elements", param)
        ordered = sorted(raw.items(), key=lambda pair: int(pair[0]))
        return [self.item.clean(value, f"{param}[{place}]") for place, (_, value) in enumerate(ordered)]


@dataclass(frozen=True)
class Hash:
    """A mapping with known names; anything else is refused, as Stripe refuses it."""

    fields: Mapping[str, Kind] = field(default_factory=dict)
    required: tuple[str, ...] = ()

    def clean(self, raw: Raw, param: str = "") -> dict[str, Any]:
        if not isinstance(raw, dict):
            raise bad_param("Invalid object", param)
        for name in raw:
            if name not in self.fields:
                raise _unknown(_inside(param, name))
        for name in self.required:
            if name not in raw:
                raise absent(_inside(param, name))
        return {name: self.fields[name].clean(value, _inside(param, name)) for name, value in raw.items()}


@dataclass(frozen=True)
class Moment:
    """A time to compare with: one Unix second, or bounds."""

    bounds: Hash = Hash({sign: Whole() for sign in ("gt", "gte", "lt", "lte")})

    def clean(self, raw: Raw, param: str) -> dict[str, int]:
        if isinstance(raw, dict):
            return self.bounds.clean(raw, param)
        second = Whole().clean(raw, param)
        return {"gte": second, "lte": second}


def absent(param: str) -> StripeError:
    return bad_param(f"Missing required param: {param}.", param, "parameter_missing")


def _unknown(param: str) -> StripeError:
    return bad_param(f"Received unknown parameter: {param}", param, "parameter_unknown")


def _inside(param: str, name: str) -> str:
    return f"{param}[{name}]" if param else name
