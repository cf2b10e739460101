"""Addresses of meetings."""

from django.urls import path

from alongside.meetings.views import feeds, finding, mine, own_calendar

urlpatterns = [
    path("feeds/meetings.json", feeds.meeting_guide, name="meetings-feed"),
    path("feeds/meetings.ics", feeds.calendar, name="meetings-calendar"),
    path("feeds/calendar/<str:token>.ics", own_calendar.feed, name="my-calendar-feed"),
    path("meetings/", finding.meetings, name="meetings"),
    path("meetings/<slug:slug>/", finding.meeting, name="meeting"),
    path("meetings/<slug:slug>/calendar.ics", feeds.one_calendar, name="meeting-calendar"),
    path("meetings/<slug:slug>/save/", mine.save, name="meeting-save"),
    path("my-meetings/", mine.saved_meetings, name="my-meetings"),
    path("my-meetings/calendar/", own_calendar.calendar, name="my-calendar"),
    path("my-meetings/calendar/end/", own_calendar.end, name="my-calendar-end"),
    path("my-meetings/<uuid:saved_id>/", mine.one, name="my-meeting"),
    path("my-meetings/<uuid:saved_id>/there/", mine.there, name="my-meeting-there"),
    path("my-meetings/<uuid:saved_id>/there/<uuid:date_id>/delete/", mine.not_there, name="my-meeting-not-there"),
    path("my-meetings/<uuid:saved_id>/remove/", mine.remove, name="my-meeting-remove"),
]
