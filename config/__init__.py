"""The one package that knows every app: settings, addresses, the web and worker entry points."""

import gc

from config.celery import app as celery_app

# While all of Django is loaded, nothing of it becomes garbage: looking for it as often as Python does by itself takes a
# tenth of each start. As in the web processes, see config/gunicorn.py.
gc.set_threshold(10_000, 20, 20)

__all__ = ["celery_app"]
