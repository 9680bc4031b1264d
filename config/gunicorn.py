"""How gunicorn serves: `gunicorn --config python:config.gunicorn config.wsgi`."""

import os

_host = os.environ.get("HOST") or "127.0.0.1"
bind = f"{f'[{_host}]' if ':' in _host else _host}:{os.environ.get('PORT') or '8000'}"
worker_class = "gthread"
workers = int(os.environ.get("WEB_WORKERS") or "2")
threads = int(os.environ.get("WEB_THREADS") or "4")
# Loaded once, then forked: less memory, and a mistake in the settings stops the start.
preload_app = True
graceful_timeout = 20
# Addresses carry signed links, so no list of visited addresses is written.
accesslog = None
control_socket_disable = True
