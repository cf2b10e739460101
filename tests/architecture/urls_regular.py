"""The addresses of threads that open by themselves, and of the listening coach (`urls.py` says how a row reads)."""

from tests.architecture import objects_groups, objects_regular
from tests.architecture.row import DONE, GROUPS, GROUPS_HOST, Row

ROWS = (
    Row("groups/<slug:slug>/threads/<uuid:thread_id>/coach/", DONE, objects_groups.thread),
    Row("groups/<slug:slug>/regular/", GROUPS, objects_regular.regulars),
    Row("groups/<slug:slug>/regular/new/", GROUPS_HOST, objects_regular.regulars),
    Row("groups/<slug:slug>/regular/<uuid:regular_id>/", GROUPS_HOST, objects_regular.regular),
    Row("groups/<slug:slug>/regular/<uuid:regular_id>/move/", DONE, objects_regular.regular),
    Row("groups/<slug:slug>/regular/<uuid:regular_id>/end/", GROUPS_HOST, objects_regular.regular),
    Row("groups/<slug:slug>/threads/<uuid:thread_id>/hand-on/", DONE, objects_regular.regular_thread),
)
