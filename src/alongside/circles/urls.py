"""Addresses of circles."""

from django.urls import path

from alongside.circles.views import circle, contact, invitation, safety_card, supporting

urlpatterns = [
    path("circle/", circle.circle, name="circle"),
    path("circle/part/", circle.circle_part, name="circle-part"),
    path("circle/add/", circle.add, name="circle-add"),
    path("circle/ties/<uuid:tie_id>/", circle.tie, name="circle-tie"),
    path("circle/ties/<uuid:tie_id>/part/", circle.tie_part, name="circle-tie-part"),
    path("circle/ties/<uuid:tie_id>/change/", circle.change, name="circle-tie-change"),
    path("circle/ties/<uuid:tie_id>/invite/", circle.invite, name="circle-tie-invite"),
    path("circle/ties/<uuid:tie_id>/send/", circle.send, name="circle-tie-send"),
    path("circle/ties/<uuid:tie_id>/take-back/", circle.take_back, name="circle-tie-take-back"),
    path("circle/ties/<uuid:tie_id>/remove/", circle.remove, name="circle-tie-remove"),
    path("circle/ties/<uuid:tie_id>/put-away/", circle.put_away, name="circle-tie-put-away"),
    path("safety-card/", safety_card.safety_card, name="safety-card"),
    path("safety-card/write/", safety_card.write, name="safety-card-write"),
    path("safety-card/kept/", safety_card.kept, name="safety-card-kept"),
    path("safety-card/remove/", safety_card.remove, name="safety-card-remove"),
    path("invitation/<str:token>/", invitation.invitation, name="invitation"),
    path("invitation/<str:token>/accept/", invitation.accept, name="invitation-accept"),
    path("invitation/<str:token>/accept-as-contact/", invitation.accept_as_contact, name="invitation-contact"),
    path("invitation/<str:token>/decline/", invitation.decline, name="invitation-decline"),
    path("supporting/", supporting.supporting, name="supporting"),
    path("supporting/part/", supporting.supporting_part, name="supporting-part"),
    path("supporting/capacity/", supporting.capacity, name="supporting-capacity"),
    path("supporting/breather/", supporting.breather, name="supporting-breather"),
    path("supporting/back/", supporting.come_back, name="supporting-back"),
    path("supporting/<uuid:tie_id>/", supporting.offer, name="supporting-offer"),
    path("supporting/<uuid:tie_id>/leave/", supporting.leave, name="supporting-leave"),
    path("with/<str:token>/", contact.overview, name="with"),
    path("with/<str:token>/offer/", contact.offer, name="with-offer"),
    path("with/<str:token>/details/", contact.details, name="with-details"),
    path("with/<str:token>/capacity/", contact.capacity, name="with-capacity"),
    path("with/<str:token>/breather/", contact.breather, name="with-breather"),
    path("with/<str:token>/back/", contact.come_back, name="with-back"),
    path("with/<str:token>/connect/", contact.connect, name="with-connect"),
    path("with/<str:token>/leave/", contact.leave, name="with-leave"),
]
