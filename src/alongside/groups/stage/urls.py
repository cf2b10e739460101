"""Addresses of events, each under its group."""

from django.urls import path

from alongside.groups.views import stage, stage_planning

EVENT = "groups/<slug:slug>/events/<uuid:event_id>/"
urlpatterns = [
    path("groups/<slug:slug>/events/", stage_planning.listing, name="group-events"),
    path("groups/<slug:slug>/events/new/", stage_planning.plan, name="group-event-plan"),
    path(EVENT, stage.show, name="group-event"),
    path(f"{EVENT}change/", stage_planning.change, name="group-event-change"),
    path(f"{EVENT}call-off/", stage_planning.call_off, name="group-event-call-off"),
    path(f"{EVENT}coming/", stage_planning.coming, name="group-event-coming"),
    path(f"{EVENT}speaking/", stage_planning.speaking, name="group-event-speaking"),
    path(f"{EVENT}guests/", stage_planning.guests, name="group-event-guests"),
    path(f"{EVENT}calendar.ics", stage_planning.calendar, name="group-event-calendar"),
    path(f"{EVENT}begin/", stage_planning.begin, name="group-event-begin"),
    path(f"{EVENT}end/", stage_planning.end, name="group-event-end"),
    path(f"{EVENT}summary/", stage_planning.summary, name="group-event-summary"),
    path(f"{EVENT}ask/", stage.ask, name="group-event-ask"),
    path(f"{EVENT}ask/<uuid:question_id>/take-back/", stage.take_back, name="group-event-take-back"),
    path(f"{EVENT}hear/", stage.hear, name="group-event-hear"),
    path(f"{EVENT}care/", stage.care, name="group-event-care"),
    path(f"{EVENT}queue/", stage.act, name="group-event-act"),
    path(f"{EVENT}say/", stage.say, name="group-event-say"),
    path(f"{EVENT}lines/<uuid:line_id>/delete/", stage.delete_line, name="group-event-line-delete"),
    path(f"{EVENT}lines/<uuid:line_id>/hide/", stage.hide_line, name="group-event-line-hide"),
]
