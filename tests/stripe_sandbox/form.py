"""Form bodies and query strings, as Stripe's libraries write them: `line_items[0][price_data][currency]=gbp`."""

import re
from typing import Union
from urllib.parse import parse_qsl

from .errors import bad_param

Raw = Union[str, "Tree"]
Tree = dict[str, Raw]

_BRACKET = re.compile(r"\[([^\[\]]*)\]")


def decode(text: str) -> Tree:
    """Read a form into nested mappings; a list stays a mapping of digits, for the schema to judge."""
    tree: Tree = {}
    for name, value in parse_qsl(text, keep_blank_values=True):
        _place(tree, _path(name), value, name)
    return tree


def _path(name: str) -> list[str]:
    head, bracket, rest = name.partition("[")
    return [head, *_BRACKET.findall(bracket + rest)]


def _place(tree: Tree, path: list[str], value: str, name: str) -> None:
    node = tree
    for part in path[:-1]:
        inner = node.setdefault(part or str(len(node)), {})
        if isinstance(inner, str):
            raise bad_param("Invalid object", name)
        node = inner
    node[path[-1] or str(len(node))] = value
