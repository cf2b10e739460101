"""Addresses of calls to quiet members, each under its group."""

from django.urls import path

from alongside.groups.views import calling

urlpatterns = [
    path("groups/<slug:slug>/calls/", calling.own, name="group-calls"),
    path("groups/<slug:slug>/calls/stop/", calling.stop, name="group-calls-stop"),
    path("groups/<slug:slug>/calls/list/", calling.listing, name="group-call-list"),
    path("groups/<slug:slug>/calls/<uuid:call_id>/", calling.call, name="group-call"),
    path("groups/<slug:slug>/calls/<uuid:call_id>/move/", calling.move, name="group-call-move"),
]
