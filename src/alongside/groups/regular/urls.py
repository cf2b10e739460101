"""Addresses of threads that open by themselves, each under its group."""

from django.urls import path

from alongside.groups.views import regular

REGULAR = "groups/<slug:slug>/regular/<uuid:regular_id>/"
urlpatterns = [
    path("groups/<slug:slug>/regular/", regular.listing, name="group-regulars"),
    path("groups/<slug:slug>/regular/new/", regular.write, name="group-regular-write"),
    path(REGULAR, regular.change, name="group-regular"),
    path(f"{REGULAR}move/", regular.move, name="group-regular-move"),
    path(f"{REGULAR}end/", regular.end, name="group-regular-end"),
    path("groups/<slug:slug>/threads/<uuid:thread_id>/hand-on/", regular.hand_on, name="group-thread-hand-on"),
]
