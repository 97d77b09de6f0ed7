"""The counter as a WSGI application, for gunicorn. ``hall.process`` has named the settings."""

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()
