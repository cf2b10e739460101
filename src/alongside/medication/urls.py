"""Addresses of medication."""

from django.urls import path

from alongside.medication.views import log, medicines, sharing

urlpatterns = [
    path("medication/", medicines.overview, name="medication"),
    path("medication/now/", medicines.now_part, name="medication-now"),
    path("medication/new/", medicines.write, name="medicine-new"),
    path("medication/list/", medicines.on_paper, name="medication-list"),
    path("medication/log/", log.month, name="medication-log"),
    path("medication/log/file/", log.download, name="medication-file"),
    path("medication/log/<uuid:entry_id>/", log.entry, name="medication-entry"),
    path("medication/log/<uuid:entry_id>/write/", log.answer_now, name="medication-answer"),
    path("medication/log/<uuid:entry_id>/undo/", log.undo, name="medication-undo"),
    path("medication/log/<uuid:entry_id>/delete/", log.delete, name="medication-entry-delete"),
    path("medication/sharing/", sharing.share, name="medication-sharing"),
    path("medication/<uuid:medicine_id>/change/", medicines.change, name="medicine-change"),
    path("medication/<uuid:medicine_id>/taken/", log.taken, name="medicine-taken"),
    path("medication/<uuid:medicine_id>/pause/", medicines.pause, name="medicine-pause"),
    path("medication/<uuid:medicine_id>/resume/", medicines.resume, name="medicine-resume"),
    path("medication/<uuid:medicine_id>/end/", medicines.end, name="medicine-end"),
    path("medication/<uuid:medicine_id>/delete/", medicines.delete, name="medicine-delete"),
    path("supporting/<uuid:tie_id>/medication/", sharing.to_person, name="supporting-medication"),
    path("with/<str:token>/medication/", sharing.to_contact, name="with-medication"),
]
