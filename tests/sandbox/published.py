"""Stripe's published API description, and what does not fit it: `tests/stripe_sandbox/PUBLISHED.md`.

A small reading of OpenAPI 3.0, and stricter in one thing: a field that a schema does not name is a misfit.
"""

import json
import re
from functools import cache
from pathlib import Path

SPEC = json.loads((Path(__file__).parents[1] / "stripe_sandbox" / "published.json").read_text(encoding="utf-8"))
FORM = "application/x-www-form-urlencoded"
TYPES = {"string": str, "boolean": bool, "object": dict, "array": list}


@cache
def _paths():
    return [(re.compile(re.sub(r"\{\w+\}", "[^/]+", path)), path) for path in SPEC["paths"]]


def operation(method, path):
    """What is published about one endpoint; None when nothing is."""
    for pattern, template in _paths():
        if pattern.fullmatch(path):
            return SPEC["paths"][template].get(method.lower())
    return None


def request_misfits(method, path, params):
    """What is wrong with the parameters of a request, in words."""
    found = operation(method, path)
    if method.lower() == "post":
        return misfits(params, found["requestBody"]["content"][FORM]["schema"])
    known = {entry["name"]: entry["schema"] for entry in found["parameters"] if entry["in"] == "query"}
    return misfits(params, {"type": "object", "properties": known})


def answer_misfits(method, path, status, body):
    """What is wrong with an answer, in words."""
    responses = operation(method, path)["responses"]
    found = responses.get(str(status), responses["default"])
    return misfits(body, found["content"]["application/json"]["schema"])


def object_misfits(name, body):
    """What is wrong with an object such as `checkout.session`, in words."""
    return misfits(body, SPEC["components"]["schemas"][name])


def misfits(value, schema, at=""):
    """Every place at which `value` does not fit; an empty schema takes anything."""
    if "$ref" in schema:
        return misfits(value, SPEC["components"]["schemas"][schema["$ref"].rpartition("/")[2]], at)
    if not schema or (value is None and schema.get("nullable")):
        return []
    if "anyOf" in schema:
        tried = [misfits(value, one, at) for one in schema["anyOf"]]
        return min(tried, key=len)
    return _typed(value, schema, at)


def _typed(value, schema, at):
    kind = schema.get("type")
    if not _is(value, kind):
        return [f"{at or 'it'} is {value!r}, not of type {kind}"]
    if "enum" in schema and value not in schema["enum"]:
        return [f"{at} may not be {value!r}"]
    if kind == "string" and len(value) > schema.get("maxLength", len(value)):
        return [f"{at} is longer than {schema['maxLength']}"]
    if kind == "string" and not re.search(schema.get("pattern", ""), value):
        return [f"{at} is not like {schema['pattern']}"]
    if kind == "array":
        return [wrong for one in value for wrong in misfits(one, schema["items"], f"{at}[]")]
    return _fields(value, schema, at) if kind == "object" else []


def _is(value, kind):
    if kind in {"integer", "number"}:
        return isinstance(value, int | float if kind == "number" else int) and not isinstance(value, bool)
    return kind is None or isinstance(value, TYPES[kind])


def _fields(value, schema, at):
    known, others = schema.get("properties"), schema.get("additionalProperties")
    if known is None and not isinstance(others, dict):
        return []
    known, inside = known or {}, f"{at}." if at else ""
    found = [f"{inside}{name} is missing" for name in schema.get("required", []) if name not in value]
    for name, one in value.items():
        if name in known:
            found += misfits(one, known[name], inside + name)
        elif isinstance(others, dict):
            found += misfits(one, others, inside + name)
        else:
            found.append(f"{inside}{name} is not published")
    return found
