"""Addresses of today."""

from django.urls import path

from alongside.today.views import community, first_visit, home

urlpatterns = [
    path("", home.today, name="today"),
    path("today/cards/", home.cards, name="today-cards"),
    path("begin/", first_visit.begin, name="begin"),
    path("begin/needs/", first_visit.needs, name="begin-needs"),
    path("begin/people/", first_visit.people, name="begin-people"),
    path("begin/invite/", first_visit.invite, name="begin-invite"),
    path("begin/invite/<uuid:tie_id>/", first_visit.make_link, name="begin-invite-link"),
    path("begin/invite/<uuid:tie_id>/send/", first_visit.send, name="begin-invite-send"),
    path("begin/rehearse/", first_visit.rehearse, name="begin-rehearse"),
    path("begin/put-away/", first_visit.put_away, name="begin-put-away"),
    path("begin/<slug:step>/pass/", first_visit.pass_by, name="begin-pass"),
    path("organise/", home.organise, name="organise"),
    path("organise/community/", community.community, name="organise-community"),
    path("organise/<str:kind>/<uuid:row_id>/again/", home.again, name="organise-again"),
    path("styleguide/", home.styleguide, name="styleguide"),
]
