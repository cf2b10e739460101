"""The addresses of reports and of moderation (`urls.py` says how a row reads)."""

from tests.architecture import objects_safety
from tests.architecture.row import DONE, ORGANISERS, OWNERS, SIGNED_IN, Row

QUEUE = "       302  403  200  403  403  200  200"  # the owner hosts a group
CASE = "        302  404  404  404  404  200  404"

ROWS = (
    Row("report/<slug:kind>/<uuid:subject>/", " 302 404 409 200 404 404 404", objects_safety.reported_post),
    Row("reports/", SIGNED_IN, objects_safety.reported),
    Row("moderate/", QUEUE, objects_safety.case),
    Row("moderate/care/", QUEUE, objects_safety.case),
    Row("moderate/cases/<uuid:case_id>/", CASE, objects_safety.case),
    Row("moderate/cases/<uuid:case_id>/hard/", CASE, objects_safety.case),
    Row("moderate/cases/<uuid:case_id>/decide/", DONE, objects_safety.case),
    Row("moderate/cases/<uuid:case_id>/<slug:move>/", DONE, objects_safety.case_move),
    Row("moderate/cases/<uuid:case_id>/decisions/<uuid:decision_id>/lift/", DONE, objects_safety.case_decision),
    Row("moderate/exhibits/<uuid:exhibit_id>/", CASE, objects_safety.exhibit),
    Row("moderate/removals/<uuid:decision_id>/", " 302 404 404 404 404 200 200", objects_safety.removal),
    Row("moderate/appeals/<uuid:appeal_id>/", "  302 404 404 404 404 404 200", objects_safety.appeal),
    Row("decided/", SIGNED_IN, objects_safety.decided),
    Row("decided/<uuid:decision_id>/", OWNERS, objects_safety.decision),
    Row("organise/moderation/", ORGANISERS, objects_safety.decided),
    Row("organise/moderation/table/", ORGANISERS, objects_safety.decided),
)
