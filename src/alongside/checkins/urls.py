"""Addresses of check-ins."""

from django.urls import path

from alongside.checkins.views import answering, looking, own, shared, waiting

urlpatterns = [
    path("check-ins/", own.overview, name="check-ins"),
    path("check-ins/answer/", answering.keep, name="check-in-answer"),
    path("check-ins/waiting/", waiting.waiting, name="check-ins-waiting"),
    path("check-ins/waiting/send/", waiting.send, name="check-ins-send"),
    path("check-ins/offline/", waiting.kept, name="check-ins-offline"),
    path("check-ins/new/", own.choose, name="check-in-new"),
    path("check-ins/new/<slug:pack>/", own.build, name="check-in-build"),
    path("check-ins/kept/<uuid:entry_id>/", answering.kept, name="check-in-kept"),
    path("check-ins/kept/<uuid:entry_id>/correct/", answering.correct, name="check-in-entry-correct"),
    path("check-ins/kept/<uuid:entry_id>/delete/", answering.delete_entry, name="check-in-entry-delete"),
    path("check-ins/replies/<uuid:reply_id>/seen/", answering.reply_seen, name="check-in-reply-seen"),
    path("check-ins/<uuid:check_in_id>/", answering.check_in, name="check-in"),
    path("check-ins/<uuid:check_in_id>/change/", own.change, name="check-in-change"),
    path("check-ins/<uuid:check_in_id>/sharing/", own.sharing, name="check-in-sharing"),
    path("check-ins/<uuid:check_in_id>/history/", answering.history, name="check-in-history"),
    path("check-ins/<uuid:check_in_id>/history.csv", looking.download, name="check-in-download"),
    path("check-ins/<uuid:check_in_id>/lines/", looking.lines, name="check-in-lines"),
    path("check-ins/<uuid:check_in_id>/together/", looking.together, name="check-in-together"),
    path("check-ins/<uuid:check_in_id>/weeks/", answering.weeks, name="check-in-weeks"),
    path("check-ins/<uuid:check_in_id>/pause/", own.pause, name="check-in-pause"),
    path("check-ins/<uuid:check_in_id>/resume/", own.resume, name="check-in-resume"),
    path("check-ins/<uuid:check_in_id>/delete/", own.delete, name="check-in-delete"),
    path("supporting/check-ins/<uuid:entry_id>/", shared.to_person, name="shared-check-in"),
    path("with/<str:token>/check-ins/<uuid:entry_id>/", shared.to_contact, name="with-check-in"),
]
