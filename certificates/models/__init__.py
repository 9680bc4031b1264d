"""What was earned."""

from certificates.models.certificate import Certificate
from certificates.models.name_request import NameRequest

__all__ = ["Certificate", "NameRequest"]
