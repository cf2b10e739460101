"""Addresses of the toolbox."""

from django.urls import path

from alongside.toolbox import views

urlpatterns = [
    path("toolbox/", views.toolbox, name="toolbox"),
    path("toolbox/<slug:key>/", views.practice, name="practice"),
]
