"""Another round of attempts for a PDF that could not be made."""

import pytest
from django.utils import timezone

from certificates.models import Certificate
from certificates.services.retrying import NothingToRetryError, retry_render
from tests.certificates.admin.pages import make_certificate, rendered

pytestmark = pytest.mark.django_db


def test_retry_render_makes_the_certificate_free_for_a_worker_again():
    certificate = make_certificate(error="No font", attempts=8, claimed_at=timezone.now())

    retry_render(certificate_id=certificate.pk, by="user:1")

    assert list(Certificate.objects.unrendered(timezone.now())) == [certificate]


def test_retry_render_takes_the_error_away():
    certificate = make_certificate(error="No font", attempts=8)

    assert retry_render(certificate_id=certificate.pk, by="user:1").error == ""


def test_retry_render_refuses_what_is_made():
    certificate = make_certificate(**rendered(), attempts=1)

    with pytest.raises(NothingToRetryError, match=f"Certificate {certificate} has its PDF already."):
        retry_render(certificate_id=certificate.pk, by="user:1")

    certificate.refresh_from_db()
    assert certificate.attempts == 1
