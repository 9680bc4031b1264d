"""For the tests: the local settings with cheap passwords and nothing shared between runs or test processes."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

# The first process makes the folder and removes it; test processes that it starts get a place inside.
if "LECTERN_TEST_DIR" not in os.environ:
    os.environ["LECTERN_TEST_DIR"] = tempfile.mkdtemp(prefix="lectern-test-")
    atexit.register(shutil.rmtree, os.environ["LECTERN_TEST_DIR"], ignore_errors=True)
_worker = os.environ.get("PYTEST_XDIST_WORKER", "gw0")
TEST_PROCESS = int(_worker.removeprefix("gw"))
LECTERN_TEST_DIR = Path(os.environ["LECTERN_TEST_DIR"]) / _worker
os.environ["LECTERN_DATA_DIR"] = str(LECTERN_TEST_DIR)

from config.settings.local import *  # noqa: E402, F403
from config.settings.local import BASE_DIR, CACHES, DATABASES, LOGGING, REDIS_URL, STATIC_ROOT, STORAGES  # noqa: E402

SECRET_KEY = "only-for-tests-" + "x" * 40
SITE_URL = "http://testserver"
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "attendees.emails.folder.FolderBackend"
EMAIL_FILE_PATH = str(LECTERN_TEST_DIR / "mail")
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # WhiteNoise warns when it is missing
STRIPE_SECRET_KEY = ""
STRIPE_WEBHOOK_SECRET = "whsec_test"  # noqa: S105
STRIPE_API_BASE = ""

TEST_ON_POSTGRES = "postgresql" in DATABASES["default"]["ENGINE"]
if not TEST_ON_POSTGRES:
    # A file, as in real life: in memory, two connections would meet other locks.
    DATABASES["default"]["TEST"] = {"NAME": str(LECTERN_TEST_DIR / "tests.sqlite3")}

# Tasks go to a queue that nobody works off, unless a test starts a worker.
if REDIS_URL:
    _own = f"{REDIS_URL.rpartition('/')[0]}/{TEST_PROCESS}"
    CELERY_BROKER_URL = _own
    CACHES = CACHES | {"default": CACHES["default"] | {"LOCATION": _own}}
else:
    CELERY_BROKER_URL = "memory://localhost/"
    CELERY_BROKER_TRANSPORT_OPTIONS: dict[str, object] = {}
    CACHES = CACHES | {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

# The tests' own mail servers tell of every connection, even after the stream has gone.
LOGGING["loggers"]["mail.log"] = {"level": "CRITICAL"}
