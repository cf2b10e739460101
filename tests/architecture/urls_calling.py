"""The addresses of calls to quiet members, and of milestones in groups (`urls.py` says how a row reads)."""

from tests.architecture import objects, objects_calling
from tests.architecture.row import DONE, GROUPS, GROUPS_HOST, OWNERS, Row

ROWS = (
    Row("groups/<slug:slug>/calls/", GROUPS, objects_calling.calls),
    Row("groups/<slug:slug>/calls/stop/", DONE, objects_calling.calls),
    Row("groups/<slug:slug>/calls/list/", GROUPS_HOST, objects_calling.calls),
    Row("groups/<slug:slug>/calls/<uuid:call_id>/", GROUPS_HOST, objects_calling.call),
    Row("groups/<slug:slug>/calls/<uuid:call_id>/move/", DONE, objects_calling.call),
    Row("groups/<slug:slug>/milestones/", GROUPS, objects_calling.calls),
    Row("groups/<slug:slug>/milestones/new/", GROUPS, objects_calling.calls),
    Row("journeys/<uuid:journey_id>/chip/<slug:mark>/group/", OWNERS, objects.chip),
)
