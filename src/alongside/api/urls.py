"""Addresses of the API."""

from django.urls import path

from alongside.api.api import api

urlpatterns = [path("api/v1/", api.urls)]
