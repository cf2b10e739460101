"""Addresses of today."""

from django.urls import path

from alongside.today import first_visit_views, views

urlpatterns = [
    path("", views.today, name="today"),
    path("today/cards/", views.cards, name="today-cards"),
    path("begin/", first_visit_views.begin, name="begin"),
    path("begin/needs/", first_visit_views.needs, name="begin-needs"),
    path("begin/people/", first_visit_views.people, name="begin-people"),
    path("begin/invite/", first_visit_views.invite, name="begin-invite"),
    path("begin/invite/<uuid:tie_id>/", first_visit_views.make_link, name="begin-invite-link"),
    path("begin/invite/<uuid:tie_id>/send/", first_visit_views.send, name="begin-invite-send"),
    path("begin/rehearse/", first_visit_views.rehearse, name="begin-rehearse"),
    path("begin/put-away/", first_visit_views.put_away, name="begin-put-away"),
    path("begin/<slug:step>/pass/", first_visit_views.pass_by, name="begin-pass"),
    path("organise/", views.organise, name="organise"),
    path("organise/<str:kind>/<uuid:row_id>/again/", views.again, name="organise-again"),
    path("styleguide/", views.styleguide, name="styleguide"),
]
