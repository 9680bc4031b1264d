"""What was earned."""

from certificates.models.certificate import Certificate

__all__ = ["Certificate"]
