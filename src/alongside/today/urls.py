"""Addresses of today."""

from django.urls import path

from alongside.today import views

urlpatterns = [
    path("", views.today, name="today"),
    path("today/cards/", views.cards, name="today-cards"),
    path("organise/", views.organise, name="organise"),
    path("organise/<str:kind>/<uuid:row_id>/again/", views.again, name="organise-again"),
    path("styleguide/", views.styleguide, name="styleguide"),
]
