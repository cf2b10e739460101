"""Addresses of meetings."""

from django.urls import path

from alongside.meetings.views import feeds, finding, fresh, organising, own, running, serving

urlpatterns = [
    path("feeds/meetings.json", feeds.meeting_guide, name="meetings-feed"),
    path("feeds/meetings.ics", feeds.calendar, name="meetings-calendar"),
    path("meetings/", finding.meetings, name="meetings"),
    path("meetings/<slug:slug>/", finding.meeting, name="meeting"),
    path("meetings/<slug:slug>/calendar.ics", feeds.one_calendar, name="meeting-calendar"),
    path("meetings/<slug:slug>/there/", fresh.there, name="meeting-there"),
    path("meetings/<slug:slug>/run/", running.run, name="meeting-run"),
    path("meetings/<slug:slug>/run/begin/", running.begin, name="meeting-run-begin"),
    path("meetings/<slug:slug>/run/change/", running.change, name="meeting-run-change"),
    path("meetings/<slug:slug>/run/agenda/", running.agenda, name="meeting-agenda"),
    path("meetings/<slug:slug>/run/script/", running.script, name="meeting-script"),
    path("meetings/<slug:slug>/run/reading/<slug:segment>/", running.reading, name="meeting-reading"),
    path(
        "meetings/<slug:slug>/run/reading/<slug:segment>/delete/",
        running.remove_reading,
        name="meeting-reading-delete",
    ),
    path("meetings/<slug:slug>/run/roles/", running.roles, name="meeting-roles"),
    path("meetings/<slug:slug>/run/roles/<uuid:role_id>/ask/", running.ask, name="meeting-ask"),
    path("meetings/<slug:slug>/serve/", serving.serve, name="meeting-serve"),
    path("meetings/<slug:slug>/serve/<str:day>/", serving.not_then, name="meeting-not-then"),
    path("meetings/<slug:slug>/serve/<uuid:role_id>/<str:day>/", serving.stand_in, name="meeting-stand-in"),
    path("my-services/", serving.mine, name="my-services"),
    path("my-services/<uuid:service_id>/hand-back/", serving.hand_back, name="service-hand-back"),
    path("secretary/<str:token>/", fresh.confirm, name="meeting-confirm"),
    path("organise/meetings/", organising.overview, name="organise-meetings"),
    path("organise/meetings/new/", own.write, name="organise-meeting-new"),
    path("organise/meetings/sources/new/", organising.add, name="organise-source-new"),
    path("organise/meetings/sources/<uuid:source_id>/", organising.source, name="organise-source"),
    path("organise/meetings/sources/<uuid:source_id>/change/", organising.change, name="organise-source-change"),
    path("organise/meetings/sources/<uuid:source_id>/read/", organising.read_now, name="organise-source-read"),
    path("organise/meetings/sources/<uuid:source_id>/delete/", organising.delete, name="organise-source-delete"),
    path(
        "organise/meetings/sources/<uuid:source_id>/held/<uuid:reading_id>/",
        organising.decide,
        name="organise-source-held",
    ),
    path("organise/meetings/own/<slug:slug>/", own.meeting, name="organise-meeting"),
    path("organise/meetings/own/<slug:slug>/change/", own.change, name="organise-meeting-change"),
    path("organise/meetings/own/<slug:slug>/close/", own.close, name="organise-meeting-close"),
    path("organise/meetings/own/<slug:slug>/open/", own.reopen, name="organise-meeting-open"),
    path("organise/meetings/own/<slug:slug>/date/", own.other_date, name="organise-meeting-date"),
    path("organise/meetings/own/<slug:slug>/date/<str:day>/", own.usual, name="organise-meeting-usual"),
    path("organise/meetings/own/<slug:slug>/delete/", own.delete, name="organise-meeting-delete"),
]
