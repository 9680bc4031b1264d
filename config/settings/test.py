"""For the tests: the local settings with cheap passwords and nothing shared between runs."""

import tempfile
from pathlib import Path

from config.settings.local import *  # noqa: F403
from config.settings.local import BASE_DIR, CACHES, STORAGES, env

LECTERN_TEST_DIR = Path(env.str("LECTERN_TEST_DIR", default=tempfile.mkdtemp(prefix="lectern-test-")))
SECRET_KEY = "only-for-tests-" + "x" * 40
SITE_URL = "http://testserver"
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
MEDIA_ROOT = LECTERN_TEST_DIR / "media"
EMAIL_BACKEND = "attendees.emails.folder.FolderBackend"
EMAIL_FILE_PATH = str(LECTERN_TEST_DIR / "mail")
CACHES = CACHES | {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
STATICFILES_DIRS = [BASE_DIR / "static"]
STRIPE_SECRET_KEY = ""
STRIPE_WEBHOOK_SECRET = "whsec_test"  # noqa: S105
STRIPE_API_BASE = ""
