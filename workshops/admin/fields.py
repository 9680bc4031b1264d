"""What organisers type, and how it is kept: pounds as pence, percent as hundredths, codes in capitals, domains plain."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator, validate_domain_name
from unfold.widgets import UnfoldAdminTextInputWidget

HUNDRED = 100
ONE_WORD = RegexValidator(
    r"^[A-Z0-9]+(-[A-Z0-9]+)*$", "Write a code in letters, figures and hyphens without spaces, such as STAFF-26."
)


class HundredthsField(forms.DecimalField):
    """Shows a whole number as its hundredth part, and gives a whole number back: "17.5" is 1750."""

    widget = UnfoldAdminTextInputWidget(attrs={"inputmode": "decimal"})
    sign = ""

    def __init__(self, *, max_digits: int, **kwargs: Any) -> None:
        super().__init__(min_value=Decimal(0), max_digits=max_digits, decimal_places=2, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        """The number from the row is divided; what was typed stays as it was typed."""
        return self.shown(Decimal(value) / HUNDRED) if isinstance(value, int) else value

    def shown(self, value: Decimal) -> str:
        """How a number from the row stands in the form."""
        return f"{value:.2f}"

    def to_python(self, value: Any) -> Decimal | None:
        return super().to_python(value.strip().strip(self.sign or None).strip() if isinstance(value, str) else value)

    def clean(self, value: Any) -> Any:
        number = super().clean(value)
        return None if number is None else int(number * HUNDRED)

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(self.to_python(self.prepare_value(initial)), data)


class PoundsField(HundredthsField):
    """Pence as pounds: "95", "95.00" and "£95" are all 9500."""

    sign = "£"

    def __init__(self, **kwargs: Any) -> None:
        # Eight digits are within what the column holds; the model refuses what is too much.
        super().__init__(max_digits=8, **kwargs)


class PercentField(HundredthsField):
    """Hundredths of a percent as percent: "20", "17.5" and "17.5 %"."""

    sign = "%"

    def __init__(self, **kwargs: Any) -> None:
        # The model refuses what is too much.
        super().__init__(max_digits=5, **kwargs)

    def shown(self, value: Decimal) -> str:
        return f"{value:f}".rstrip("0").rstrip(".") if value % 1 else f"{value:.0f}"


class CodeField(forms.CharField):
    """A code as it is kept: trimmed, in capitals, one word, so that it can be typed in any way."""

    default_validators = [ONE_WORD]
    widget = UnfoldAdminTextInputWidget(attrs={"autocapitalize": "characters", "spellcheck": "false"})

    def to_python(self, value: Any) -> str:
        return str(super().to_python(value) or "").upper()


class DomainsField(forms.CharField):
    """The ends of email addresses, as they are kept: in small letters, each once, with commas between."""

    widget = UnfoldAdminTextInputWidget(attrs={"spellcheck": "false"})

    def to_python(self, value: Any) -> str:
        words = str(super().to_python(value) or "").replace(",", " ").replace(";", " ").split()
        domains = dict.fromkeys(word.removeprefix("*").strip("@.").lower() for word in words)
        return ", ".join(domain for domain in domains if domain)

    def validate(self, value: Any) -> None:
        super().validate(value)
        for domain in filter(None, value.split(", ")):
            try:
                validate_domain_name(domain)
            except ValidationError as error:
                raise ValidationError(
                    f"“{domain}” is not a domain. Write what stands behind the @, such as nhs.net, with commas between."
                ) from error
