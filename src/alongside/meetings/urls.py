"""Addresses of meetings."""

from django.urls import path

from alongside.meetings.views import feeds, finding

urlpatterns = [
    path("feeds/meetings.json", feeds.meeting_guide, name="meetings-feed"),
    path("feeds/meetings.ics", feeds.calendar, name="meetings-calendar"),
    path("meetings/", finding.meetings, name="meetings"),
    path("meetings/<slug:slug>/", finding.meeting, name="meeting"),
    path("meetings/<slug:slug>/calendar.ics", feeds.one_calendar, name="meeting-calendar"),
]
