"""Addresses of threads, each under its group."""

from django.urls import path

from alongside.groups.views import threads

THREAD = "groups/<slug:slug>/threads/<uuid:thread_id>/"
urlpatterns = [
    path("groups/<slug:slug>/threads/", threads.listing, name="group-threads"),
    path("groups/<slug:slug>/threads/new/", threads.begin, name="group-thread-begin"),
    path(THREAD, threads.thread, name="group-thread"),
    path(f"{THREAD}wants/", threads.want, name="group-thread-want"),
    path(f"{THREAD}coach/", threads.coach, name="group-thread-coach"),
    path(f"{THREAD}reactions/", threads.react, name="group-thread-react"),
    path(f"{THREAD}posts/<uuid:post_id>/", threads.change, name="group-post"),
    path(f"{THREAD}posts/<uuid:post_id>/take-back/", threads.take_back, name="group-post-take-back"),
    path("groups/<slug:slug>/care/answers/<uuid:waiting_id>/", threads.claim, name="group-answer-claim"),
]
