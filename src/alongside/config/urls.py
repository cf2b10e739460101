"""All addresses; each app brings its own."""

from django.urls import include, path

urlpatterns = [
    path("", include("alongside.accounts.urls")),
    path("", include("alongside.checkins.urls")),
    path("", include("alongside.circles.urls")),
    path("", include("alongside.ui.urls")),
    path("", include("alongside.today.urls")),
    path("", include("alongside.notifications.urls")),
    path("", include("alongside.groups.urls")),
    path("", include("alongside.instruments.urls")),
    path("", include("alongside.journeys.urls")),
    path("", include("alongside.medication.urls")),
    path("", include("alongside.meetings.urls")),
    path("", include("alongside.messaging.urls")),
    path("", include("alongside.plans.urls")),
    path("", include("alongside.toolbox.urls")),
    path("", include("alongside.reachouts.urls")),
    path("", include("alongside.safety.urls")),
    path("", include("alongside.api.urls")),
]

handler400 = "alongside.ui.errors.bad_request"
handler403 = "alongside.ui.errors.not_allowed"
handler404 = "alongside.ui.errors.not_found"
handler500 = "alongside.ui.errors.server_error"
