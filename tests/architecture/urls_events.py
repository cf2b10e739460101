"""The addresses of events of groups (`urls.py` says how a row reads)."""

from tests.architecture import objects_events
from tests.architecture.row import DONE, GROUPS, GROUPS_HOST, Row

EVENT = "groups/<slug:slug>/events/<uuid:event_id>/"
ROWS = (
    Row("groups/<slug:slug>/events/", GROUPS, objects_events.events),
    Row("groups/<slug:slug>/events/new/", GROUPS_HOST, objects_events.events),
    Row(EVENT, GROUPS, objects_events.event),
    Row(f"{EVENT}change/", GROUPS_HOST, objects_events.planned),
    Row(f"{EVENT}call-off/", GROUPS_HOST, objects_events.planned),
    Row(f"{EVENT}coming/", DONE, objects_events.planned),
    Row(f"{EVENT}speaking/", DONE, objects_events.event),
    Row(f"{EVENT}guests/", GROUPS_HOST, objects_events.event),
    Row(f"{EVENT}calendar.ics", GROUPS, objects_events.planned),
    Row(f"{EVENT}begin/", DONE, objects_events.planned),
    Row(f"{EVENT}end/", GROUPS_HOST, objects_events.event),
    Row(f"{EVENT}summary/", GROUPS_HOST, objects_events.past),
    Row(f"{EVENT}ask/", DONE, objects_events.event),
    Row(f"{EVENT}ask/<uuid:question_id>/take-back/", DONE, objects_events.question),
    Row(f"{EVENT}hear/", DONE, objects_events.event),
    Row(f"{EVENT}care/", GROUPS, objects_events.event),
    Row(f"{EVENT}queue/", DONE, objects_events.event),
    Row(f"{EVENT}say/", DONE, objects_events.event),
    Row(f"{EVENT}lines/<uuid:line_id>/delete/", DONE, objects_events.line),
    Row(f"{EVENT}lines/<uuid:line_id>/hide/", GROUPS_HOST, objects_events.line),
)
