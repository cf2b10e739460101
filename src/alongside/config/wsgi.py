"""Pages: Django as WSGI, on threads."""

import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "alongside.config.settings")
application = get_wsgi_application()
# Every view is loaded before the first person comes: whoever reaches out after a restart does not wait for that.
get_resolver().reverse_dict  # noqa: B018 - read for what it does
