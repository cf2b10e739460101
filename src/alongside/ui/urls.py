"""Addresses of the interface itself."""

from django.urls import path

from alongside.ui import views

urlpatterns = [
    path("crisis-lines/", views.crisis_lines, name="crisis-lines"),
    path("leave/", views.leave, name="leave"),
    path("look/", views.choose_look, name="look"),
    path("notes/", views.notes, name="notes"),
    path("offline/", views.offline, name="offline"),
    path("offline.js", views.offline_js, name="offline-script"),
    path("manifest.webmanifest", views.web_manifest, name="manifest"),
    path("sw.js", views.service_worker, name="service-worker"),
]
