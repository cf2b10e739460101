"""All addresses; each app brings its own."""

from django.urls import include, path

urlpatterns = [
    path("", include("alongside.today.urls")),
    path("", include("alongside.notifications.urls")),
    path("", include("alongside.reachouts.urls")),
]
