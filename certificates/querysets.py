"""Questions about certificates."""

from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

from certificates.enums import CertificateState
from workshops.foundation.claims import lapsed

if TYPE_CHECKING:
    from certificates.models import Certificate

MOST_ATTEMPTS = 8


class CertificateQuerySet(models.QuerySet["Certificate"]):
    """Certificates."""

    def valid(self) -> Self:
        return self.filter(state=CertificateState.ISSUED)

    def standing(self) -> Self:
        """The newest version of each place's certificate, valid or revoked."""
        return self.exclude(state=CertificateState.SUPERSEDED)

    def ready(self) -> Self:
        """Those whose PDF exists."""
        return self.filter(rendered_at__isnull=False)

    def unrendered(self, now: datetime) -> Self:
        """Those that no worker has made, or is making."""
        free = Q(claimed_at__isnull=True) | Q(claimed_at__lt=lapsed(now))
        return self.filter(free, rendered_at__isnull=True, attempts__lt=MOST_ATTEMPTS)
