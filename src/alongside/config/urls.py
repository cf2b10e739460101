"""All addresses; each app brings its own."""

from alongside.config.branches import branch

urlpatterns = [
    branch("alongside.accounts.urls"),
    branch("alongside.checkins.urls"),
    branch("alongside.circles.urls"),
    branch("alongside.ui.urls"),
    branch("alongside.today.urls"),
    branch("alongside.notifications.urls"),
    branch("alongside.groups.urls"),
    branch("alongside.instruments.urls"),
    branch("alongside.journeys.urls"),
    branch("alongside.medication.urls"),
    branch("alongside.meetings.urls"),
    branch("alongside.messaging.urls"),
    branch("alongside.plans.urls"),
    branch("alongside.toolbox.urls"),
    branch("alongside.reachouts.urls"),
    branch("alongside.safety.urls"),
    branch("alongside.api.urls"),
]

handler400 = "alongside.ui.errors.bad_request"
handler403 = "alongside.ui.errors.not_allowed"
handler404 = "alongside.ui.errors.not_found"
handler500 = "alongside.ui.errors.server_error"
