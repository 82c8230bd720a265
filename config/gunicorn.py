"""How gunicorn serves the pages: `gunicorn --config python:config.gunicorn config.wsgi`.

Threads, so that a long upload or download does not block the rest. The number of processes is WEB_CONCURRENCY, the
address `--bind`.
"""

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


def post_fork(server, worker) -> None:
    """Let no worker outlive a killed gunicorn: it would hold the port until it noticed."""
    die_with_parent(server.pid)
