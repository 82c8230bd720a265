"""How gunicorn serves the pages: `gunicorn --config python:config.gunicorn config.wsgi`.

Threads, so that a long upload or download does not block the rest. The number of processes is WEB_CONCURRENCY, the
address `--bind`.
"""

import gc
import os

from assurance.supervisor import die_with_parent

worker_class = "gthread"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
threads = 4
preload_app = True  # loaded once for all workers: half the time to the first page, and less memory
graceful_timeout = 15
timeout = 60
loglevel = "warning"
control_socket_disable = True


def pre_fork(server, worker) -> None:
    """Leave what was loaded alone for ever: no collection walks it again, and its memory stays shared.

    A page makes some ten thousand objects. Python looks for unreachable ones among the youngest every 700; nearly
    all of ours go by themselves at the end of the request, so looking so often took a sixth of a page's time.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 20)


def post_fork(server, worker) -> None:
    """Let no worker outlive a killed gunicorn: it would hold the port until it noticed."""
    die_with_parent(server.pid)
