"""Addresses of meetings."""

from django.urls import path

from alongside.meetings.views import attendance, feeds, finding, fresh, organising, own, rooms

urlpatterns = [
    path("feeds/meetings.json", feeds.meeting_guide, name="meetings-feed"),
    path("feeds/meetings.ics", feeds.calendar, name="meetings-calendar"),
    path("meetings/", finding.meetings, name="meetings"),
    path("meetings/<slug:slug>/", finding.meeting, name="meeting"),
    path("meetings/<slug:slug>/calendar.ics", feeds.one_calendar, name="meeting-calendar"),
    path("meetings/<slug:slug>/there/", fresh.there, name="meeting-there"),
    path("meetings/<slug:slug>/room/", rooms.show, name="room"),
    path("meetings/<slug:slug>/room/enter/", rooms.enter, name="room-enter"),
    path("meetings/<slug:slug>/room/act/", rooms.act, name="room-act"),
    path("meetings/<slug:slug>/room/lead/", rooms.lead, name="room-lead"),
    path("meetings/<slug:slug>/room/people/", rooms.manage, name="room-people"),
    path("meetings/<slug:slug>/room/write/", rooms.write, name="room-write"),
    path("meetings/<slug:slug>/room/lines/<uuid:line_id>/delete/", rooms.delete_line, name="room-line-delete"),
    path("meetings/<slug:slug>/room/note/", rooms.note, name="room-note"),
    path("meetings/<slug:slug>/room/notes/<uuid:note_id>/read/", rooms.read_note, name="room-note-read"),
    path("meetings/<slug:slug>/room/attendance/", attendance.ask, name="room-attendance"),
    path("attendance/", attendance.check, name="attendance"),
    path("attendance/keys.json", attendance.keys, name="attendance-keys"),
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
