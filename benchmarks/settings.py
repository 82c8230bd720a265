"""The settings of the benchmark's server: the service's own, and a header that says what each answer cost."""

from config.settings import *  # noqa: F403

MIDDLEWARE = ["benchmarks.measuring.measure", *MIDDLEWARE]  # noqa: F405
LOGGING["handlers"]["console"]["level"] = "ERROR"  # noqa: F405 - being refused is part of finding out who may see what
