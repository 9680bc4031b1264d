"""Production settings. `local` and `test` only loosen what stands here.

Everything that differs between installations comes from the environment: see docs/operations.md.
"""

from typing import Any

from celery.schedules import crontab
from csp.constants import NONE, SELF

from config.settings import broker, databases, payments
from config.settings.environment import BASE_DIR, DATA_DIR, env, required
from config.settings.unfold import UNFOLD as UNFOLD

# Identity -------------------------------------------------------------------

SECRET_KEY = env.str("SECRET_KEY", default="")
# Earlier keys, with which links that went out and files that are kept are still read.
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
DEBUG = False
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[])
SITE_URL = env.str("SITE_URL", default="").rstrip("/")

INSTALLED_APPS = [
    "unfold",
    "unfold.contrib.filters",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "workshops",
    "attendees",
    "certificates",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "workshops.middleware.ProviderMiddleware",
    "workshops.admin.policy.AdminPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "attendees.middleware.StaffSecondFactorMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "workshops.context.provider",
            ],
        },
    },
]

# Data -----------------------------------------------------------------------

DATABASES: dict[str, dict[str, Any]] = {
    "default": databases.from_url(env.str("DATABASE_URL", default="") or f"sqlite:///{DATA_DIR}/lectern.sqlite3")
}
REDIS_URL = env.str("REDIS_URL", default="")
CACHES: dict[str, dict[str, Any]] = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        "OPTIONS": {"socket_timeout": 3, "socket_connect_timeout": 2},
    }
    if REDIS_URL
    else {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "lectern_cache"},
    # Rendered public pages: each process keeps its own, keyed by the state they show.
    "pages": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": {"MAX_ENTRIES": 400}},
}
MEDIA_ROOT = DATA_DIR / "media"
STATIC_URL = "static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "config.static_files.BundledStaticFilesStorage"},
}
# Variables first, then by part; the last two change what stands before them.
STYLE_SHEETS = [
    f"css/{part}.css"
    for part in (
        *("variables", "ground", "type", "actions", "frame", "sheet", "session"),
        *("programme", "lists", "forms", "places", "presence", "my", "bar", "wide", "paper"),
    )
]
FILE_UPLOAD_PERMISSIONS = 0o640

# Language and time ----------------------------------------------------------

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_I18N = True
USE_TZ = True

# People ---------------------------------------------------------------------

AUTH_USER_MODEL = "attendees.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in (
        ("UserAttributeSimilarityValidator", {}),
        ("MinimumLengthValidator", {"min_length": 10}),
        ("CommonPasswordValidator", {}),
    )
]
LOGIN_REDIRECT_URL = "/my/"
LOGIN_URL = "account_login"
ACCOUNT_ADAPTER = "attendees.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_SIGNUP_FORM_CLASS = "attendees.forms.SignupForm"
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60  # seconds: a code travels through a mail server and a tired mind
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = True
# Forms that one address may send in a minute: offices and conferences share one. 0 sets no limit.
LECTERN_BOOKINGS_PER_MINUTE = env.int("LECTERN_BOOKINGS_PER_MINUTE", default=120)
# Beside allauth’s own limits, which stay as they are.
ACCOUNT_RATE_LIMITS = {
    "verify": "60/m/ip",
    "verify_file": "30/m/ip",
    "book": f"{LECTERN_BOOKINGS_PER_MINUTE}/m/ip" if LECTERN_BOOKINGS_PER_MINUTE else "",
    "wait": "20/m/ip",
    "name": "60/m/ip",
    "claim": "60/m/ip",
    "dispute": "10/m/ip",
    # A venue is one address to us, and everybody in it types the code in the same minute.
    "checkin": "300/m/ip",
    "checkin_address": "20/h/key",
}
ACCOUNT_FORMS = {
    "login": "attendees.account_forms.LoginForm",
    "signup": "attendees.account_forms.SignupForm",
    "request_login_code": "attendees.account_forms.RequestLoginCodeForm",
    "confirm_login_code": "attendees.account_forms.ConfirmLoginCodeForm",
    "confirm_email_verification_code": "attendees.account_forms.ConfirmEmailCodeForm",
    "add_email": "attendees.account_forms.AddEmailForm",
    "reset_password": "attendees.account_forms.ResetPasswordForm",
    "reset_password_from_key": "attendees.account_forms.ResetPasswordKeyForm",
    "change_password": "attendees.account_forms.ChangePasswordForm",
    "set_password": "attendees.account_forms.SetPasswordForm",
    "reauthenticate": "attendees.account_forms.ReauthenticateForm",
}
MFA_ADAPTER = "attendees.adapter.SecondFactorAdapter"
MFA_FORMS = {
    "authenticate": "attendees.account_forms.AuthenticateForm",
    "reauthenticate": "attendees.account_forms.ReauthenticateCodeForm",
    "activate_totp": "attendees.account_forms.ActivateTOTPForm",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Lectern"
LECTERN_STAFF_NEED_SECOND_FACTOR = True
# Proxies in front of the web server whose X-Forwarded-For may be believed.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=0)

# Email ----------------------------------------------------------------------

DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="Lectern <bookings@localhost>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
EMAIL_URL = env.str("EMAIL_URL", default="")
vars().update(env.email_url_config(EMAIL_URL or "smtp://localhost:25"))
EMAIL_TIMEOUT = 20

# Payments -------------------------------------------------------------------

STRIPE_SECRET_KEY = env.str("STRIPE_SECRET_KEY", default="")
STRIPE_WEBHOOK_SECRET = env.str("STRIPE_WEBHOOK_SECRET", default="")
STRIPE_API_BASE = env.str("STRIPE_API_BASE", default="")

# Work in the background -----------------------------------------------------

CELERY_BROKER_URL = REDIS_URL or "filesystem://localhost/"
CELERY_BROKER_TRANSPORT_OPTIONS = broker.redis() if REDIS_URL else broker.folders(DATA_DIR / "broker")
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_TIMEOUT = 2
CELERY_TASK_PUBLISH_RETRY = False
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_TIME_LIMIT = 120
CELERY_TASK_SOFT_TIME_LIMIT = 90
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
# Kilobytes after which a worker process is replaced by a fresh one, between two tasks.
CELERY_WORKER_MAX_MEMORY_PER_CHILD = 220_000
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TIMEZONE = "UTC"
CELERY_BEAT_SCHEDULE_FILENAME = str(DATA_DIR / "beat-schedule")
# Seconds between two looks for work that was left behind.
LECTERN_SWEEP_SECONDS = env.int("LECTERN_SWEEP_SECONDS", default=30)
# How long a worker may hold a message or a certificate before it is taken for dead. Longer than a task may run.
LECTERN_CLAIM_SECONDS = env.int("LECTERN_CLAIM_SECONDS", default=180)
CELERY_BEAT_SCHEDULE: dict[str, dict[str, Any]] = {
    name: {"task": name, "schedule": LECTERN_SWEEP_SECONDS, "options": {"expires": LECTERN_SWEEP_SECONDS}}
    for name in (
        "attendees.sweep_holds",
        "attendees.sweep_payments",
        "attendees.sweep_outbox",
        "attendees.send_reminders",
        "attendees.sweep_documents",
        "certificates.sweep_certificates",
    )
} | {
    # Reminders reach people by day; UTC.
    "attendees.look_after_invoices": {
        "task": "attendees.look_after_invoices",
        "schedule": crontab(minute=10, hour="8-17"),
    },
    "attendees.reconcile_payments": {
        "task": "attendees.reconcile_payments",
        "schedule": crontab(minute=20, hour=3),
    },
}

# Attendance -----------------------------------------------------------------

# The largest report that is read, and the days after which what was uploaded is wiped.
LECTERN_REPORT_MEGABYTES = env.float("LECTERN_REPORT_MEGABYTES", default=5)
LECTERN_REPORT_DAYS = env.int("LECTERN_REPORT_DAYS", default=30)
# Days after a session for which is kept what someone needs to take part in it.
LECTERN_NEEDS_DAYS = env.int("LECTERN_NEEDS_DAYS", default=7)
CELERY_BEAT_SCHEDULE["attendees.delete_old_needs"] = {
    "task": "attendees.delete_old_needs",
    "schedule": crontab(minute=50, hour=2),
}
CELERY_BEAT_SCHEDULE["attendees.wipe_reports"] = {
    "task": "attendees.wipe_reports",
    "schedule": crontab(minute=40, hour=2),
}

# Safety ---------------------------------------------------------------------

SECURE_SSL_REDIRECT = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "workshops.views.errors.csrf_failure"
# The checkout page is a redirect from our own form, so `form-action` must name where it leads.
CSP_FORM_TARGETS = [SELF, payments.checkout_origin(STRIPE_API_BASE)]
CONTENT_SECURITY_POLICY: dict[str, Any] = {
    "EXCLUDE_URL_PREFIXES": ["/admin/"],
    "DIRECTIVES": {
        "default-src": [NONE],
        "style-src": [SELF],
        "script-src": [SELF],
        "font-src": [SELF],
        "img-src": [SELF, "data:"],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": CSP_FORM_TARGETS,
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    },
}

# What is written down -------------------------------------------------------

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="INFO")},
    # Seven lines for each certificate, and none of them about a mistake.
    "loggers": {"weasyprint.progress": {"level": "WARNING"}, "fontTools": {"level": "WARNING"}},
}


def require_production_settings() -> None:
    """Stop with a sentence when a production setting is missing; the loosened settings never call this."""
    required("SECRET_KEY", "set it to fifty or more random characters.")
    required("ALLOWED_HOSTS", "set it to the host names of the site, with commas between them.")
    required("SITE_URL", "set it to the public address, such as https://cpd.example.org.")
    required("EMAIL_URL", "set it to the mail server, such as smtp+tls://user:password@mail.example.org:587.")
    payments.refuse_stand_in(STRIPE_API_BASE)
