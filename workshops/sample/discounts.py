"""Makes the discount codes of the sample."""

from django.db import transaction

from workshops.models import DiscountCode, Workshop
from workshops.sample.reading import Spec


def make_discount(spec: Spec) -> bool:
    """Make one code; False when it is there. Its workshops come first."""
    with transaction.atomic():
        if DiscountCode.objects.filter(code=spec["code"]).exists():
            return False
        discount = DiscountCode.objects.create(**{name: value for name, value in spec.items() if name != "workshops"})
        discount.workshops.set(Workshop.objects.filter(slug__in=spec["workshops"]))
    return True
