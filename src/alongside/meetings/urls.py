"""Addresses of meetings."""

from django.urls import path

from alongside.meetings.views import finding

urlpatterns = [
    path("meetings/", finding.meetings, name="meetings"),
    path("meetings/<slug:slug>/", finding.meeting, name="meeting"),
]
