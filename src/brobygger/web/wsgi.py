"""The application that a web server runs."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "brobygger.web.settings")
os.environ["BROBYGGER_WORK"] = "web"  # its limits of time are a page's (web.limits)
application = get_wsgi_application()
