"""Every setting of the service, read from the environment; .env.example lists them with their meaning.

With nothing set, the service runs on its embedded default: SQLite and a file-based queue under `var/`, reachable
from this machine only. As soon as DATABASE_URL names a database server it is taken for a production installation:
then every secret must be given, and a missing one stops the start with a sentence that says what to do.
"""

import contextlib
import os
import secrets
import tempfile
from pathlib import Path

import environ
from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()
if (BASE_DIR / ".env").is_file():
    env.read_env(BASE_DIR / ".env")

# numpy would begin a thread for each core to multiply matrices: a seventh of a process's start. Ours are small.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

VAR_DIR = Path(env.str("VAR_DIR", default="") or BASE_DIR / "var").resolve()


def yes_or_no(name: str, default: bool) -> bool:
    """Read a setting that must be the word yes or no."""
    given = env.str(name, default="").strip().lower()
    if not given:
        return default
    if given not in {"yes", "no"}:
        raise ImproperlyConfigured(f"{name} is “{given}”; it must be yes or no.")
    return given == "yes"


def whole_number(name: str, default: int) -> int:
    """Read a setting that must be a whole number."""
    given = env.str(name, default="").strip() or str(default)
    if not (given.isascii() and given.isdigit() and len(given) < 10):
        raise ImproperlyConfigured(f"{name} is “{given}”; it must be a whole number.")
    return int(given)


def one_of(name: str, choices: set[str], default: str) -> str:
    """Read a setting that must be one of a few words in capitals."""
    given = env.str(name, default="").strip().upper() or default
    if given not in choices:
        raise ImproperlyConfigured(f"{name} is “{given}”; it must be one of {', '.join(sorted(choices))}.")
    return given


# --- Where it runs ---------------------------------------------------------------------------------------------

DATABASE_URL = env.str("DATABASE_URL", default="").strip()
DATABASE_POOLED = yes_or_no("DATABASE_POOLED", default=False)
REDIS_URL = env.str("REDIS_URL", default="").strip()
EMBEDDED = not DATABASE_URL or DATABASE_URL.startswith("sqlite:")

os.umask(0o077)  # what the service writes is for its own user alone: the database, documents, secrets
try:
    VAR_DIR.mkdir(parents=True, exist_ok=True)
except OSError as error:
    raise ImproperlyConfigured(
        f"The folder {VAR_DIR} can't be made: {error.strerror}. "
        "Set VAR_DIR to a folder the service's user may write to, then start again."
    ) from error
if not os.access(VAR_DIR, os.W_OK):
    raise ImproperlyConfigured(
        f"The service's user may not write to the folder {VAR_DIR}. Give that user the folder, or set VAR_DIR."
    )


def kept_secret(name: str) -> str:
    """Return the secret kept in var/, made on first use: for the embedded default only."""
    path = VAR_DIR / name
    if not path.is_file():
        # Written aside and linked into place, so that two processes starting at once agree on one secret.
        descriptor, aside = tempfile.mkstemp(dir=VAR_DIR)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(50))
        with contextlib.suppress(FileExistsError):
            os.link(aside, path)
        os.unlink(aside)
    return path.read_text().strip()


DEBUG = yes_or_no("DEBUG", default=False)
SECRET_KEY = env.str("SECRET_KEY", default="") or (kept_secret("secret-key") if EMBEDDED else "")
if not SECRET_KEY:
    raise ImproperlyConfigured(
        "SECRET_KEY is not set. Give the service a long random secret of its own, for example from "
        "`python -c 'import secrets; print(secrets.token_urlsafe(50))'`, and keep it the same from start to start."
    )
# Secrets it had before: what was sealed or signed with them can still be read.
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[]) or (["localhost", "127.0.0.1", "[::1]"] if EMBEDDED else [])
if not ALLOWED_HOSTS:
    raise ImproperlyConfigured(
        "ALLOWED_HOSTS is not set. Name the address people will use, for example ALLOWED_HOSTS=prepare.council.gov.uk"
    )
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
HTTPS = yes_or_no("HTTPS", default=not EMBEDDED)

# --- Applications -----------------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "config.apps.ServiceAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "crispy_forms",
    "csp",
    "django_htmx",
    "import_export",
    "assurance",
    "selfassessment",
    "casetracking",
    "reports",
]

MIDDLEWARE = [
    "config.middleware.database_down",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "casetracking.middleware.keep_no_files",  # before the form's token is looked for, for which the body is read
    "config.middleware.Sessions",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "config.middleware.SignInFirst",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "config.middleware.keep_to_oneself",
    "casetracking.middleware.write_down_who_looked",
    "config.middleware.set_up_first",
    "csp.middleware.CSPMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
CSRF_FAILURE_VIEW = "config.errors.form_expired"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "config.navigation.frame",
            ],
            "builtins": ["assurance.templatetags.quick"],
        },
    },
]

CRISPY_ALLOWED_TEMPLATE_PACKS = ("govuk",)
CRISPY_TEMPLATE_PACK = "govuk"
CRISPY_FAIL_SILENTLY = False

# --- Database, cache, queue -------------------------------------------------------------------------------------

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"


def database_settings(url: str) -> dict:
    """Django's DATABASES entry for the address in DATABASE_URL, or SQLite under var/ when there is none."""
    if not url:
        url = f"sqlite:///{VAR_DIR / 'prepare.sqlite3'}"
    scheme = url.split(":", 1)[0]
    if scheme not in {"sqlite", "postgres", "postgresql"} or "://" not in url:
        raise ImproperlyConfigured(
            "DATABASE_URL can't be read. It looks like postgresql://user:password@host:5432/name, "
            "or leave it empty to use the embedded database."
        )
    try:
        settings = env.db_url_config(url)
    except (ValueError, TypeError) as error:
        raise ImproperlyConfigured(f"DATABASE_URL can't be read: {error}.") from error
    if not settings.get("NAME"):
        raise ImproperlyConfigured("DATABASE_URL names no database: it must end in /name.")
    if scheme == "sqlite":
        # WAL + IMMEDIATE: readers never wait and writers queue instead of failing half-way (docs/decisions.md).
        settings["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        }
    else:
        settings["ENGINE"] = "assurance.postgresql"
        settings["CONN_MAX_AGE"] = 600  # what it has planned goes with a connection, so it is kept for some time
        settings["CONN_HEALTH_CHECKS"] = True
        settings.setdefault("OPTIONS", {}).setdefault("connect_timeout", 5)
        if DATABASE_POOLED:
            settings["DISABLE_SERVER_SIDE_CURSORS"] = True
        else:
            # A query is planned once a connection, not each time it is asked: a third less time in the database.
            settings["OPTIONS"] |= {"server_side_binding": True, "prepare_threshold": 2}
    return settings


DATABASES = {"default": database_settings(DATABASE_URL)}

# Sign-in limits are counted here, so the cache is shared by all processes.
if REDIS_URL:
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}}
else:
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "shared_cache"}}

BROKER_DIR = VAR_DIR / "broker"
if REDIS_URL:
    CELERY_BROKER_URL = REDIS_URL
else:
    for folder in ("queue", "control"):
        (BROKER_DIR / folder).mkdir(parents=True, exist_ok=True)
    CELERY_BROKER_URL = "filesystem://"
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(BROKER_DIR / "queue"),
        "data_folder_out": str(BROKER_DIR / "queue"),
        "control_folder": str(BROKER_DIR / "control"),
        "polling_interval": 0.1,
    }
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_DEFAULT_QUEUE = "prepare"
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_PUBLISH_RETRY = False  # the Job row waits and the sweeper sends it again; the page must not hang
CELERY_TIMEZONE = "Europe/London"
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "beat-schedule")

JOB_HEARTBEAT_SECONDS = whole_number("JOB_HEARTBEAT_SECONDS", 5)
JOB_STALE_SECONDS = whole_number("JOB_STALE_SECONDS", 60)
JOB_SWEEP_SECONDS = whole_number("JOB_SWEEP_SECONDS", 15)
JOB_MAX_ATTEMPTS = whole_number("JOB_MAX_ATTEMPTS", 5)
JOB_LIMIT_SECONDS = whole_number("JOB_LIMIT_SECONDS", 1800)
JOB_GRACE_SECONDS = whole_number("JOB_GRACE_SECONDS", 60)
WORKBOOK_DAYS = whole_number("WORKBOOK_DAYS", 14)
CELERY_BEAT_SCHEDULE = {
    "sweep-jobs": {"task": "assurance.sweep_jobs", "schedule": JOB_SWEEP_SECONDS},
    "forget-workbooks": {"task": "selfassessment.forget_workbooks", "schedule": 3600},
    "remind-of-items": {"task": "selfassessment.remind_of_items", "schedule": 3600},
    "purge-pools": {"task": "casetracking.purge_pools", "schedule": 3600},
    "tell-of-deadlines": {"task": "casetracking.tell_of_deadlines", "schedule": 3600},
    "tell-bulletins": {"task": "selfassessment.tell_bulletins", "schedule": 900},
    "check-waiting-files": {"task": "selfassessment.check_waiting_files", "schedule": 300},
}

# --- People and sign-in -----------------------------------------------------------------------------------------

AUTH_USER_MODEL = "assurance.User"
AUTHENTICATION_BACKENDS = ["config.sessions.People"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "config.accounts.LocalAccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = False
# Five wrong passwords for one account, or 20 from one address, lock further tries for five minutes.
# A whole council signs in from one address on Monday morning, so signing in as such is not counted by address.
ACCOUNT_RATE_LIMITS = {"login_failed": "20/5m/ip,5/5m/key", "login": "300/m/ip"}
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
SESSION_ENGINE = "config.sessions"
SESSION_COOKIE_AGE = 60 * 60 * 12
SESSION_COOKIE_NAME = "prepare-session"
CSRF_COOKIE_NAME = "prepare-csrf"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
EMAIL_CONFIG = env.email_url("EMAIL_URL", default="dummymail://") if env.str("EMAIL_URL", default="") else None
if EMAIL_CONFIG:
    vars().update(EMAIL_CONFIG)
else:
    EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="prepare-for-assessment@localhost")

# --- Safety -----------------------------------------------------------------------------------------------------

SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
if yes_or_no("BEHIND_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    ALLAUTH_TRUSTED_PROXY_COUNT = 1  # wrong passwords are counted for the person's address, not the proxy's
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000

# --- Files ------------------------------------------------------------------------------------------------------

STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_ROOT = VAR_DIR / "files"
HASHED_STATIC = yes_or_no("HASHED_STATIC", default=not DEBUG)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "config.static_files.HashedFiles"
        if HASHED_STATIC
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
# Nothing names a file without its hash: compressing those too would be half of the work of a first start.
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
UPLOAD_LIMIT_MB = whole_number("UPLOAD_LIMIT_MB", 50)
# Uploads go straight to disk, on the disk where they stay: see assurance/uploads/receiving.py.
FILE_UPLOAD_HANDLERS = ["assurance.uploads.receiving.BoundedUpload"]
FILE_UPLOAD_TEMP_DIR = str(MEDIA_ROOT / "incoming")
Path(FILE_UPLOAD_TEMP_DIR).mkdir(parents=True, exist_ok=True)
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700
# Client Level Data goes through memory only, in its own request: see casetracking/receiving.py. 250,000 rows: 120 MB.
CLD_LIMIT_MB = whole_number("CLD_LIMIT_MB", 150)
CLD_AT_ONCE = max(1, whole_number("CLD_AT_ONCE", 2))  # files read at once on this machine, each with up to 1.2 GB
FIXTURES_DIR = BASE_DIR / "fixtures"
CLAMAV_URL = env.str("CLAMAV_URL", default="").strip()
if CLAMAV_URL and not CLAMAV_URL.startswith(("tcp://", "unix:///")):
    raise ImproperlyConfigured(
        "CLAMAV_URL can't be read. It looks like tcp://host:3310 or unix:///run/clamav/clamd.ctl, "
        "or leave it empty when there is no virus scanner."
    )

# --- Language and log -------------------------------------------------------------------------------------------

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_I18N = False  # every word is ours and in English; looking each up again took some 3 per cent of a page
USE_TZ = True
SERVICE_NAME = "Prepare for assessment"

LOG_LEVEL = one_of("LOG_LEVEL", {"DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"}, default="WARNING")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"()": "config.log_lines.Line", "format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": LOG_LEVEL},
    "loggers": {
        "prepare": {"level": "INFO"},
        "django.request": {"level": "ERROR"},  # a page refused or not found is no trouble of the service
        # WeasyPrint and fontTools tell every glyph they drop: not for a council's log.
        "weasyprint": {"level": "ERROR"},
        "fontTools": {"level": "ERROR"},
        "kombu.connection": {"level": "ERROR"},  # a queue of files has no host, and says so at every start
    },
}
