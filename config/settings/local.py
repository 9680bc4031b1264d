"""For one machine with nothing else installed: what bin/serve runs."""

from config.settings.base import *  # noqa: F403
from config.settings.base import DATA_DIR, EMAIL_URL, SECRET_KEY, SITE_URL, env
from config.settings.secret import kept_secret

SECRET_KEY = SECRET_KEY or kept_secret(DATA_DIR / "secret-key")
PORT = env.int("PORT", default=8000)
SITE_URL = SITE_URL or f"http://127.0.0.1:{PORT}"
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]", ".localhost"])
LECTERN_LOCAL = True
LECTERN_STAFF_NEED_SECOND_FACTOR = False
SECURE_SSL_REDIRECT = False
SECURE_HSTS_SECONDS = 0
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = False
SECURE_PROXY_SSL_HEADER = None

if not EMAIL_URL:
    EMAIL_BACKEND = "attendees.emails.folder.FolderBackend"
    EMAIL_FILE_PATH = str(DATA_DIR / "mail")
