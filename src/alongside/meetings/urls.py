"""Addresses of meetings."""

from django.urls import path

from alongside.meetings.views import along, feeds, finding, fresh, mine, organising, own, own_calendar

urlpatterns = [
    path("feeds/meetings.json", feeds.meeting_guide, name="meetings-feed"),
    path("feeds/meetings.ics", feeds.calendar, name="meetings-calendar"),
    path("feeds/calendar/<str:token>.ics", own_calendar.feed, name="my-calendar-feed"),
    path("meetings/", finding.meetings, name="meetings"),
    path("meetings/<slug:slug>/", finding.meeting, name="meeting"),
    path("meetings/<slug:slug>/calendar.ics", feeds.one_calendar, name="meeting-calendar"),
    path("meetings/<slug:slug>/save/", mine.save, name="meeting-save"),
    path("my-meetings/", mine.saved_meetings, name="my-meetings"),
    path("my-meetings/for-your-circle/", mine.fitting, name="meetings-that-fit"),
    path("my-meetings/calendar/", own_calendar.calendar, name="my-calendar"),
    path("my-meetings/calendar/end/", own_calendar.end, name="my-calendar-end"),
    path("my-meetings/<uuid:saved_id>/", mine.one, name="my-meeting"),
    path("my-meetings/<uuid:saved_id>/there/", mine.there, name="my-meeting-there"),
    path("my-meetings/<uuid:saved_id>/there/<uuid:date_id>/delete/", mine.not_there, name="my-meeting-not-there"),
    path("my-meetings/<uuid:saved_id>/remove/", mine.remove, name="my-meeting-remove"),
    path("my-meetings/<uuid:saved_id>/add-to-circle/", mine.to_circle, name="my-meeting-to-circle"),
    path("my-meetings/<uuid:saved_id>/ask/", along.ask, name="my-meeting-ask"),
    path("my-meetings/asked/<uuid:along_id>/take-back/", along.take_back, name="along-take-back"),
    path("supporting/along/<uuid:along_id>/<slug:move>/", along.answer_as_person, name="supporting-along"),
    path("with/<str:token>/along/<uuid:along_id>/<slug:move>/", along.answer_as_contact, name="with-along"),
    path("meetings/<slug:slug>/there/", fresh.there, name="meeting-there"),
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
