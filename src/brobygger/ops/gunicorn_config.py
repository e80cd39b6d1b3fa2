"""How the web server runs: `gunicorn -c python:brobygger.ops.gunicorn_config brobygger.web.wsgi`.

Source: https://docs.gunicorn.org/en/stable/settings.html
"""

import gc
import os
from pathlib import Path
from typing import Any

from gunicorn.glogging import Logger

from brobygger.web import logs

bind = os.environ.get("BROBYGGER_BIND", "127.0.0.1:8000")
# A page is a few milliseconds of Python around a query: one process a core, threads only for waiting.
workers = int(os.environ.get("BROBYGGER_WORKERS") or os.cpu_count() or 2)
worker_class = "gthread"
threads = int(os.environ.get("BROBYGGER_THREADS") or 4)
preload_app = True
keepalive = 30
timeout = 60
graceful_timeout = 15
forwarded_allow_ips = os.environ.get("BROBYGGER_PROXIES", "127.0.0.1")
# No access log: who opened which case stands in the audit trail, sealed, and nowhere else.
accesslog = None
errorlog = "-"
loglevel = "warning"
if Path("/dev/shm").is_dir():  # noqa: S108 (a heartbeat file, so that a slow disk does not stop a worker)
    worker_tmp_dir = "/dev/shm"  # noqa: S108

# A page makes some ten thousand small objects and drops them all: looking through them every 700 finds nothing.
gc.set_threshold(50_000, 20, 20)


class QuietLogger(Logger):  # type: ignore[misc]  # the library has no types
    """Its own lines quote what was sent: they go through the formatter of all other lines."""

    def setup(self, cfg: Any) -> None:
        """Set up as always, and let nothing that was sent through."""
        super().setup(cfg)
        for handler in self.error_log.handlers:
            handler.setFormatter(logs.QuietFormatter(logs.LINE, style="{"))


logger_class = QuietLogger


def when_ready(_server: Any) -> None:
    """Before the workers are forked: what is loaded now stays for good, so nothing looks through it again."""
    gc.collect()
    gc.freeze()
