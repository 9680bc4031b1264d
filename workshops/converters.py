"""Parts of addresses."""

from django.urls import register_converter


class CodeConverter:
    """A reference or number as we make them: letters, digits and hyphens. Anything else is no address of ours."""

    regex = "[0-9A-Za-z-]{1,60}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(CodeConverter, "code")
