"""What was earned: issuing, rendering and verifying certificates."""

from django.apps import AppConfig


class CertificatesConfig(AppConfig):
    name = "certificates"
    verbose_name = "What was earned"
