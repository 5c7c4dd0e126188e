"""The pages alone, for a WSGI server of your own; `manage.py serve` also brings sockets, worker and timetable."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "community.settings.production")

application = get_wsgi_application()
