"""Addresses of reports, of the moderators' queue, and of what was decided about somebody."""

from django.urls import path

from alongside.safety.views import decided, moderating, numbers, reporting

urlpatterns = [
    path("report/<slug:kind>/<uuid:subject>/", reporting.report, name="report"),
    path("reports/", reporting.reports, name="own-reports"),
    path("moderate/", moderating.queue, name="moderate"),
    path("moderate/care/", moderating.care, name="moderate-care"),
    path("moderate/cases/<uuid:case_id>/", moderating.case, name="moderate-case"),
    path("moderate/cases/<uuid:case_id>/hard/", moderating.hard, name="moderate-hard"),
    path("moderate/cases/<uuid:case_id>/decide/", moderating.decide, name="moderate-decide"),
    path("moderate/cases/<uuid:case_id>/<slug:move>/", moderating.move, name="moderate-move"),
    path("moderate/cases/<uuid:case_id>/decisions/<uuid:decision_id>/lift/", moderating.lift, name="moderate-lift"),
    path("moderate/exhibits/<uuid:exhibit_id>/", moderating.exhibit, name="moderate-exhibit"),
    path("moderate/removals/<uuid:decision_id>/", moderating.proposal, name="moderate-removal"),
    path("moderate/appeals/<uuid:appeal_id>/", moderating.appeal, name="moderate-appeal"),
    path("decided/", decided.decisions, name="decisions"),
    path("decided/<uuid:decision_id>/", decided.decision, name="decision"),
    path("organise/moderation/", numbers.moderation, name="organise-moderation"),
    path("organise/moderation/table/", numbers.table, name="organise-moderation-table"),
]
