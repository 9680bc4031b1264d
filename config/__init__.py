"""Settings, addresses and processes of the Lectern project."""

from config import checks
from config.celery import app as celery_app

# Named here because config is no app: importing `checks` is what registers them.
__all__ = ["celery_app", "checks"]
