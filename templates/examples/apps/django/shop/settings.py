import os

from django.core.management.utils import get_random_secret_key

PORT = int(os.environ.get("PORT", "8080"))
# All of what a checkout calls.
PAYMENTS_URL = os.environ.get("PAYMENTS_URL", f"http://localhost:{PORT}/payments")
SLOW_PAYMENT_MS = int(os.environ.get("SLOW_PAYMENT_MS", "700"))

# Nothing is signed here. An application with sessions needs one key for all of its pods.
SECRET_KEY = os.environ.get("DJANGO_SECRET_KEY") or get_random_secret_key()
DEBUG = False
# Probes ask for the pod by its address.
ALLOWED_HOSTS = ["*"]

ROOT_URLCONF = "shop.urls"
WSGI_APPLICATION = "shop.wsgi.application"
INSTALLED_APPS = []
MIDDLEWARE = ["django.middleware.common.CommonMiddleware"]
APPEND_SLASH = False
USE_TZ = True
TIME_ZONE = "UTC"

# One JSON object a line. The instrumentation gives each record its trace and span.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "shop.logs.JsonFormatter"}},
    "handlers": {"stdout": {"class": "logging.StreamHandler", "stream": "ext://sys.stdout", "formatter": "json"}},
    "root": {"handlers": ["stdout"], "level": "INFO"},
    # Django's own handlers are for development.
    "loggers": {"django": {"handlers": [], "propagate": True}},
}
