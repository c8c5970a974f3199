"""Every setting, in one file. Values that depend on the place come from `stegvis.env`.

Two modes: local (the default: one machine, embedded database, demo and development) and
production, where unsafe or missing values refuse to start.
"""

from pathlib import Path

from django.core.exceptions import ImproperlyConfigured
from django.utils.csp import CSP
from django.utils.translation import gettext_lazy as _

from stegvis import env

ROOT = Path(__file__).resolve().parents[2]
FOLDER = Path(env.text("STEGVIS_FOLDER", str(ROOT / ".stegvis"))).resolve()
PRODUCTION = env.one_of("STEGVIS_MODE", "local", "production") == "production"
LOCAL_HOSTS = ["localhost", "127.0.0.1", "[::1]", ".localhost", "testserver"]

# Safety ---------------------------------------------------------------------------------------

DEBUG = env.flag("DEBUG", default=False)
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS") or ([] if PRODUCTION else LOCAL_HOSTS)
SECRET_KEY = env.text("SECRET_KEY") or ("" if PRODUCTION else env.kept_secret(FOLDER / "secret"))
SECRET_KEY_FALLBACKS = env.words("OLD_SECRET_KEYS")
DATABASE_URL = env.text("DATABASE_URL")
REQUIRE_SECOND_FACTOR = env.flag("REQUIRE_SECOND_FACTOR", default=True)  # `make demo` says no
BASE_URL = env.text("BASE_URL", "" if PRODUCTION else "http://localhost:8000").rstrip("/")

if PRODUCTION and len(SECRET_KEY) < 50:  # noqa: PLR2004  Django's own check asks for 50
    raise ImproperlyConfigured("SECRET_KEY is missing or short. Set 50 random characters or more.")
if PRODUCTION and not DATABASE_URL:
    raise ImproperlyConfigured("DATABASE_URL is missing. Name the PostgreSQL server to use.")
if PRODUCTION and not BASE_URL.startswith("https://"):
    raise ImproperlyConfigured("BASE_URL is missing. Write the public address, with https.")
if PRODUCTION and (not ALLOWED_HOSTS or "*" in ALLOWED_HOSTS):
    raise ImproperlyConfigured("ALLOWED_HOSTS must name the hosts that are served, not “*”.")
if DEBUG and (PRODUCTION or set(ALLOWED_HOSTS) - set(LOCAL_HOSTS)):
    raise ImproperlyConfigured("DEBUG shows secrets. Use it on your own machine only.")

CSRF_TRUSTED_ORIGINS = env.words("CSRF_TRUSTED_ORIGINS") or ([BASE_URL] if PRODUCTION else [])
CSRF_COOKIE_SECURE = SESSION_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = PRODUCTION
SECURE_SSL_REDIRECT = PRODUCTION and env.flag("SECURE_SSL_REDIRECT", default=True)
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_HSTS_SECONDS = 31_536_000 if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = PRODUCTION
SECURE_REFERRER_POLICY = "same-origin"
if env.flag("BEHIND_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SESSION_COOKIE_NAME = "__Host-session" if PRODUCTION else "stegvis_session"
SESSION_COOKIE_AGE = 60 * 30  # half an hour without a page
SESSION_LONGEST = 60 * 60 * 10  # a working day, however busy
SESSION_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "stegvis.views.not_sent"
X_FRAME_OPTIONS = "DENY"  # views that are shown in a frame, Wagtail's previews, say SAMEORIGIN

SECURE_CSP = {
    "default-src": [CSP.SELF],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "object-src": [CSP.NONE],
    "base-uri": [CSP.NONE],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
}
# Wagtail's admin carries inline scripts and styles of its own; `stegvis.middleware` uses this there.
SECURE_CSP_ADMIN = {
    **SECURE_CSP,
    "script-src": [CSP.SELF, CSP.UNSAFE_INLINE],
    "style-src": [CSP.SELF, CSP.UNSAFE_INLINE],
    "img-src": [CSP.SELF, "data:", "blob:"],
}

# Parts ----------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "stegvis",
    "home",
    "forms",
    "workflows",
    "cases",
    "programmes",
    "themes",
    "accounts",
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.embeds",
    "wagtail.sites",
    "accounts.apps.CmsUsersConfig",  # "wagtail.users" with our forms
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_htmx",
    "simple_history",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "procrastinate.contrib.django",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    # Last: they ship base templates that must not win over ours.
    "viewflow",
    "viewflow.workflow",
]
VIEWFLOW = {"AUTOREGISTER": False}

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "stegvis.middleware.ContentSecurityPolicies",
    "stegvis.middleware.Interruptions",
    "stegvis.readable.ReadableRequests",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "accounts.middleware.SessionClock",
    "accounts.middleware.LanguageMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "accounts.middleware.SecondFactor",
    "accounts.middleware.CmsDoor",
    "simple_history.middleware.HistoryRequestMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

ROOT_URLCONF = "stegvis.urls"
WSGI_APPLICATION = "stegvis.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "stegvis.context.chrome",
            ],
        },
    },
]

# Database and jobs ----------------------------------------------------------------------------

DATABASES = {
    "default": {
        **(
            env.database(DATABASE_URL)
            if DATABASE_URL
            else {"ENGINE": "localdb.backend", "FOLDER": str(FOLDER), "NAME": "stegvis"}
        ),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "TEST": {"NAME": env.text("STEGVIS_TEST_DATABASE", "test_stegvis")},
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Limits of sign-in attempts count for all processes of the server together.
CACHES = {
    "default": {
        "BACKEND": "stegvis.shared_cache.SharedWhereCounted",
        "LOCATION": "accounts_shared_limits",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

TASKS = {
    "default": {
        "BACKEND": "stegvis.jobs_backend.ProcrastinateBackend",
        "QUEUES": ["default"],
    }
}
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"
# (clock as in cron, dotted path of a task without arguments)
PERIODIC_JOBS = (
    ("* * * * *", "cases.jobs.sweep_now"),
    ("*/5 * * * *", "stegvis.publishing.publish_scheduled"),
    ("41 2 * * *", "forms.answers.jobs.forget_old_answers"),
    ("17 3 * * *", "forms.answers.jobs.let_answers_out"),
    ("52 2 * * *", "cases.jobs.forget_old_moves"),
    ("23 * * * *", "forms.jobs.tidy_up"),
    ("*/2 * * * *", "forms.jobs.scan_waiting"),
)

# People ---------------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = WAGTAILADMIN_LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "accounts:start"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "accounts.adapters.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "accounts.signing_in.SignInForm",
    "reset_password": "accounts.signing_in.ForgottenPasswordForm",
    "reset_password_from_key": "accounts.signing_in.NewPasswordForm",
    "change_password": "accounts.signing_in.ChangePasswordForm",
    "reauthenticate": "accounts.signing_in.PasswordAgainForm",
}
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # accounts are made by the organisation, not by their owners
ACCOUNT_SESSION_REMEMBER = False
# Six wrong passwords close an account to sign-ins for half an hour. A whole town hall may sit
# behind one address, so limits per address are wide.
ACCOUNT_RATE_LIMITS = {"login": "300/m/ip", "login_failed": "60/m/ip,6/1800s/key"}
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if env.flag("BEHIND_PROXY", default=False) else 0
MFA_ADAPTER = "accounts.adapters.SecondFactorAdapter"
MFA_FORMS = {
    "authenticate": "accounts.signing_in.CodeForm",
    "reauthenticate": "accounts.signing_in.CodeAgainForm",
    "activate_totp": "accounts.signing_in.SetUpAppForm",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Stegvis"

# Languages and time ---------------------------------------------------------------------------

LANGUAGE_CODE = "sv"
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = WAGTAILADMIN_PERMITTED_LANGUAGES = [
    ("sv", _("Swedish")),
    ("fi", _("Finnish")),
    ("en", _("English")),
]
LOCALE_PATHS = [ROOT / "site" / "locale"]
FORMAT_MODULE_PATH = ["stegvis.formats"]
USE_I18N = WAGTAIL_I18N_ENABLED = True
USE_TZ = True
TIME_ZONE = "Europe/Helsinki"

# Wagtail --------------------------------------------------------------------------------------

WAGTAIL_SITE_NAME = "Stegvis"
SITE_NAME = env.text("SITE_NAME", "Stegvis")
SITE_OWNER = env.text("SITE_OWNER")
WAGTAILADMIN_BASE_URL = BASE_URL
WAGTAIL_ENABLE_UPDATE_CHECK = False  # no calls to other servers
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILEMBEDS_FINDERS: list[dict[str, str]] = []
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False

# Rows of these apps belong to cases and people, not to what editors write.
NOT_IN_REFERENCE_INDEX = {
    *("accounts", "account", "mfa", "auth", "admin", "sessions", "contenttypes"),
    *("cases", "viewflow", "procrastinate"),
}

# Files, letters, logs -------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = FOLDER / "static"
MEDIA_URL = "/media/"
MEDIA_ROOT = FOLDER / "media"
# What people send with their answers: never served by address, only through a view that asks who reads.
PRIVATE_FILES = Path(env.text("PRIVATE_FILES", str(FOLDER / "private"))).resolve()
SCANNER = env.scanner(env.text("SCANNER"))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "stegvis.sheet.OneSheetStorage"},
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_HANDLERS = [
    "forms.files.quota.NotTooMuch",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000  # a builder with 150 questions posts many fields

for _name, _value in env.email(env.text("EMAIL_URL")).items():
    globals()[_name] = _value
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.text("MAIL_FROM", "Stegvis <stegvis@localhost>")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": env.text("LOG_LEVEL", "WARNING")},
    "loggers": {
        "django": {"handlers": [], "level": "WARNING"},
        "forms.sent.strange": {"level": "INFO"},  # answers that were not kept, by key
    },
}

# Open source: the served application shows where its source is (AGPL-3.0, section 13).
SOURCE_URL = env.text("SOURCE_URL")
if PRODUCTION and not SOURCE_URL:
    raise ImproperlyConfigured("SOURCE_URL is missing. Say where this version's source is offered.")
SILENCED_SYSTEM_CHECKS: list[str] = []
