import type { Framework } from "./framework";

/** Version of Python in the image. */
const PYTHON_VERSION = "3.13.15";

/** The oldest that Django 5.2 and the pinned packages run on. */
const PYTHON_MINIMUM = "3.11";

/** Django under gunicorn, instrumented in each worker. */
export const django: Framework = {
  name: "django",
  title: "Django",
  sources: [
    "requirements.txt",
    "gunicorn.conf.py",
    "manage.py",
    "shop/__init__.py",
    "shop/logs.py",
    "shop/settings.py",
    "shop/tests.py",
    "shop/urls.py",
    "shop/views.py",
    "shop/wsgi.py",
  ],
  ignored: [".venv/", "**/__pycache__/"],
  dockerfile: { pythonVersion: PYTHON_VERSION },
  readme: { pythonMinimum: PYTHON_MINIMUM },
  environment: [
    {
      name: "DJANGO_SETTINGS_MODULE",
      value: "shop.settings",
      why: "The instrumentation starts before the application that would set it, and without it leaves Django alone.",
    },
    {
      name: "OTEL_PYTHON_LOG_CORRELATION",
      value: "true",
      why: "Gives each log record its trace id.",
    },
    {
      name: "OTEL_PYTHON_LOG_AUTO_INSTRUMENTATION",
      value: "false",
      why: "Logs are not exported, and the handler that would do it complains about records of Django.",
    },
  ],
  newHttpAttributes: false,
  userId: 1000,
  memory: "192Mi",
};
