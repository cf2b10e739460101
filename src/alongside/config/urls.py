"""All addresses; each app brings its own."""

from django.urls import include, path

urlpatterns = [
    path("", include("alongside.accounts.urls")),
    path("", include("alongside.circles.urls")),
    path("", include("alongside.today.urls")),
    path("", include("alongside.reachouts.urls")),
]
