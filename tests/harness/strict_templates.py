"""An unknown variable in a template of ours is a mistake; in a library's template it is a habit."""

import sys
from types import FrameType

from django.conf import settings
from django.template.base import FilterExpression, Node


class UnknownVariableError(AssertionError):
    """A template names a variable that its view did not give."""


class RaisesWhenUnknown(str):
    """For Django's `string_if_invalid`: raises for our own templates, is an empty string for others."""

    __slots__ = ()

    def __bool__(self) -> bool:
        """True only where Django asks whether unknown variables are to be handled at all."""
        return sys._getframe(1).f_code is FilterExpression.resolve.__code__

    def __contains__(self, key: object) -> bool:
        return key == "%s"

    def __mod__(self, variable: object) -> str:
        origin = _origin(sys._getframe(1))
        if origin.startswith(str(settings.BASE_DIR)) and "site-packages" not in origin:
            raise UnknownVariableError(f"{variable} in {origin}")
        return ""


def _origin(frame: FrameType | None) -> str:
    """The file of the template whose node is being rendered, innermost first."""
    while frame:
        node = frame.f_locals.get("self")
        if isinstance(node, Node) and getattr(node, "origin", None):
            return str(node.origin.name)
        frame = frame.f_back
    return ""
