"""What every Kring has in common; the other modules hold only differences."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _

from community.core import generics
from community.settings import env

generics.allow()

ROOT = Path(__file__).resolve().parent.parent.parent

# --- the environment, read once (interface.md) -------------------------------------------------------------------
KRING_DATA = env.folder("KRING_DATA", ROOT / "var")
KRING_HOST = env.text("HOST", "127.0.0.1")
KRING_PORT = env.whole("PORT", 8000, least=1, most=65535)
_url = env.address("KRING_URL", f"http://{KRING_HOST}:{KRING_PORT}", ("http", "https"))
if not _url.hostname or _url.path not in ("", "/") or _url.query:
    raise env.WrongValue("KRING_URL", _url.geturl(), "the site's address without a path, such as https://kring.example")
KRING_URL = f"{_url.scheme}://{_url.netloc}"
KRING_IS_HTTPS = _url.scheme == "https"
KRING_DEMO = env.switch("KRING_DEMO", True)
KRING_PROCESSES = env.whole("KRING_PROCESSES", 1, least=1, most=64)
KRING_TRUSTED_PROXIES = env.whole("KRING_TRUSTED_PROXIES", 0, least=0, most=9)
KRING_LOG = env.choice("KRING_LOG", "text", ("text", "json"))
REDIS_URL = env.address("REDIS_URL", "", ("redis", "rediss", "unix")).geturl()
KRING_KEEP_SECONDS = 1.0  # how long a process may trust its copy of the owner's settings and categories


def _secret_key() -> str:
    """From the environment, else made once and kept in the data folder for its owner alone."""
    given = env.text("KRING_SECRET_KEY", "")
    if given:
        return given
    path = KRING_DATA / "secret-key"
    try:
        return path.read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        KRING_DATA.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(48), encoding="utf-8")
        return path.read_text(encoding="utf-8").strip()


SECRET_KEY = _secret_key()
DEBUG = False
ALLOWED_HOSTS = sorted({_url.hostname, *(["127.0.0.1", "localhost", "[::1]"] if not KRING_IS_HTTPS else [])})
if KRING_IS_HTTPS and _url.hostname != "127.0.0.1":
    ALLOWED_HOSTS.append("127.0.0.1")  # health checks from the machine itself
# A browser on this machine may say localhost where the address says 127.0.0.1, unless there is a real name.
KRING_ORIGINS = [KRING_URL]
if not KRING_IS_HTTPS:
    KRING_ORIGINS += [f"http://{name}:{KRING_PORT}" for name in ("127.0.0.1", "localhost")]
CSRF_TRUSTED_ORIGINS = [KRING_URL]

# --- applications, by floor (docs/architecture.md) ---------------------------------------------------------------
INSTALLED_APPS = [
    "members",
    "community.core",
    "community.audit",
    "community.siteconfig",
    "community.outbox",
    "community.attachments",
    "community.live",
    "community.search",
    "forums",
    "community.home",
    "community.importers",
    "allauth",
    "allauth.account",
    "community.core.admin_config.KringAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "channels",
]

MIDDLEWARE = [
    "community.core.middleware.request_id",
    "django.middleware.security.SecurityMiddleware",
    "community.core.middleware.security_headers",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "members.middleware.viewer",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "forums.middleware.old_addresses",
    "community.core.middleware.refusals",
]

ROOT_URLCONF = "community.urls"
WSGI_APPLICATION = "community.wsgi.application"
ASGI_APPLICATION = "community.asgi.application"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "members.context.viewer",
                "community.siteconfig.context.site",
                "community.home.context.frame",
            ],
        },
    }
]

# --- data --------------------------------------------------------------------------------------------------------
_database = env.address(
    "DATABASE_URL", f"sqlite:///{KRING_DATA / 'kring.sqlite3'}", ("sqlite", "postgresql", "postgres")
)


def _postgresql() -> dict[str, Any]:
    from urllib.parse import parse_qsl, unquote

    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(_database.path.lstrip("/")),
        "USER": unquote(_database.username or ""),
        "PASSWORD": unquote(_database.password or ""),
        "HOST": unquote(_database.hostname or "") or dict(parse_qsl(_database.query)).get("host", ""),
        "PORT": str(_database.port or ""),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "DISABLE_SERVER_SIDE_CURSORS": False,
    }


def _sqlite() -> dict[str, Any]:
    return {
        "ENGINE": "community.core.sqlite",
        "NAME": "/" + _database.path.lstrip("/"),
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 10,
            "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA mmap_size=134217728;"
            "PRAGMA cache_size=-8000;PRAGMA foreign_keys=ON;PRAGMA temp_store=MEMORY;",
        },
    }


DATABASES = {"default": _sqlite() if _database.scheme == "sqlite" else _postgresql()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}
    if REDIS_URL
    else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": {"MAX_ENTRIES": 20_000}}
}
SESSION_ENGINE = "django.contrib.sessions.backends.db"

# --- people ------------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "members.Member"
AUTHENTICATION_BACKENDS = ["members.backends.MemberBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "members.passwords.MinimumLength", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "members.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "username*", "password1*"]
ACCOUNT_FORMS = {
    "signup": "members.forms.SignupForm",
    "login": "members.forms.LoginForm",
    "change_password": "members.forms.ChangePasswordForm",
    "set_password": "members.forms.SetPasswordForm",
    "reset_password_from_key": "members.forms.ResetPasswordKeyForm",
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = "username"
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_DEFAULT_HTTP_PROTOCOL = _url.scheme
ALLAUTH_TRUSTED_PROXY_COUNT = KRING_TRUSTED_PROXIES
SESSION_COOKIE_AGE = 60 * 60 * 24 * 60

# --- languages ---------------------------------------------------------------------------------------------------
LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", _("Dutch")), ("en", _("English"))]
LOCALE_PATHS = [ROOT / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Amsterdam"

# --- files -------------------------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATICFILES_DIRS = [ROOT / "community" / "static"]
STATICFILES_FINDERS = ["community.core.bundle.Finder", "django.contrib.staticfiles.finders.AppDirectoriesFinder"]
STATIC_ROOT = KRING_DATA / "static"
MEDIA_ROOT = KRING_DATA / "files"
MEDIA_URL = "/files/"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_MAX_AGE = 3600
FILE_UPLOAD_PERMISSIONS = 0o640

# --- mail --------------------------------------------------------------------------------------------------------
_mail = env.address("EMAIL_URL", "", ("smtp", "smtps", "smtp+tls"))
EMAIL_BACKEND = "community.outbox.mail.OutboxEmailBackend"
KRING_MAIL_TRANSPORT = (
    "django.core.mail.backends.smtp.EmailBackend" if _mail.scheme else "community.outbox.mail.ReadableBackend"
)
EMAIL_HOST, EMAIL_PORT = _mail.hostname or "", _mail.port or (465 if _mail.scheme == "smtps" else 587)
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _mail.username or "", _mail.password or ""
EMAIL_USE_SSL, EMAIL_USE_TLS = _mail.scheme == "smtps", _mail.scheme == "smtp+tls"
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.text("KRING_MAIL_FROM", f"kring@{_url.hostname}")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# --- jobs --------------------------------------------------------------------------------------------------------
CELERY_BROKER_URL = env.address(
    "CELERY_BROKER_URL", "filesystem://", ("redis", "rediss", "amqp", "amqps", "filesystem", "memory")
).geturl()
if CELERY_BROKER_URL in ("filesystem:", "filesystem://"):
    CELERY_BROKER_URL = "filesystem://"
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(KRING_DATA / "queue" / "jobs"),
        "data_folder_out": str(KRING_DATA / "queue" / "jobs"),
        "control_folder": str(KRING_DATA / "queue" / "control"),
        "store_processed": False,
        "polling_interval": 0.1,
    }
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_SOFT_TIME_LIMIT = 60
CELERY_TASK_TIME_LIMIT = 90
CELERY_TIMEZONE = TIME_ZONE
CELERY_BEAT_SCHEDULE = {
    "sweep-outbox": {"task": "community.outbox.tasks.sweep", "schedule": 60.0},
    "tend-database": {"task": "community.core.tasks.tend_database", "schedule": 6 * 3600.0},
    "render-anew": {"task": "forums.tasks.render_anew", "schedule": 300.0},
}

# --- the browser's rules (docs/security.md) -------------------------------------------------------------
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:", "blob:"],
        "connect-src": ["'self'", *(origin.replace("http", "ws", 1) for origin in KRING_ORIGINS)],
        "font-src": ["'self'"],
        "media-src": ["'self'"],
        "manifest-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
        "object-src": ["'none'"],
    }
}
PERMISSIONS_POLICY = "camera=(), geolocation=(), microphone=(), payment=(), usb=(), interest-cohort=()"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "community.core.views.csrf_failure"
if KRING_IS_HTTPS:
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-session", "__Host-csrf"
    if KRING_TRUSTED_PROXIES:
        SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_SECURE = KRING_IS_HTTPS
LANGUAGE_COOKIE_AGE = 60 * 60 * 24 * 365
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"request_id": {"()": "community.core.logs.RequestIdFilter"}},
    "formatters": {
        "text": {"format": "%(asctime)s %(levelname)s %(name)s [%(request_id)s] %(message)s"},
        "json": {"()": "community.core.logs.JsonFormatter"},
    },
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": KRING_LOG, "filters": ["request_id"]},
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"django.server": {"level": "ERROR"}},
}

# Channels: embedded, the hub of one process needs no layer; with more, Redis carries notices between hubs.
CHANNEL_LAYERS: dict[str, dict[str, Any]] = (
    {"default": {"BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer", "CONFIG": {"hosts": [REDIS_URL]}}}
    if REDIS_URL
    else {}
)
