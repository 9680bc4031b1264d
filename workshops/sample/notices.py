"""Makes the notices of the sample."""

from django.db import transaction

from workshops.models import Notice, Workshop
from workshops.sample.reading import Spec
from workshops.services.publishing import publish_notice


def make_notice(spec: Spec, *, by: str) -> bool:
    """Make and publish one notice; False when one with its title is there. It leads to its workshop, if it has one."""
    workshop = Workshop.objects.filter(slug=spec.get("workshop", "")).first()
    with transaction.atomic():
        if Notice.objects.filter(title=spec["title"]).exists():
            return False
        notice = Notice.objects.create(
            **{name: value for name, value in spec.items() if name != "workshop"},
            workshop=workshop,
            link_url=workshop.get_absolute_url() if workshop else "",
        )
        publish_notice(notice_id=notice.pk, by=by)
    return True
