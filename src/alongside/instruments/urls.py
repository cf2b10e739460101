"""Addresses of questionnaires."""

from django.urls import path

from alongside.instruments.views import own, results, sharing

urlpatterns = [
    path("questionnaires/", own.instruments_list, name="instruments"),
    path("questionnaires/result/gone/", results.remove_gone, name="instruments-gone"),
    path("questionnaires/result/<uuid:result_id>/", results.result, name="instrument-result"),
    path("questionnaires/result/<uuid:result_id>/remove/", results.remove, name="instrument-result-remove"),
    path("questionnaires/<slug:key>/", own.instrument, name="instrument"),
    path("questionnaires/<slug:key>/take/", own.take, name="instrument-take"),
    path("questionnaires/<slug:key>/again/", own.again, name="instrument-again"),
    path("questionnaires/<slug:key>/not-now/", own.not_now, name="instrument-not-now"),
    path("questionnaires/<slug:key>/share/", sharing.share, name="instrument-share"),
    path("questionnaires/<slug:key>/results.csv", results.table, name="instrument-csv"),
    path("questionnaires/<slug:key>/remove/", results.remove_all, name="instrument-remove"),
    path("supporting/<uuid:tie_id>/questionnaires/", sharing.shared, name="supporting-questionnaires"),
    path("with/<str:token>/questionnaires/", sharing.shared_with_contact, name="with-questionnaires"),
]
