"""Addresses of groups. That of a group ends with letters drawn by chance, so none is called "new" or "search"."""

from django.urls import path

from alongside.groups.calling import urls as calling_urls
from alongside.groups.chat import urls as chat_urls
from alongside.groups.regular import urls as regular_urls
from alongside.groups.stage import urls as stage_urls
from alongside.groups.threads import urls as thread_urls
from alongside.groups.views import coming, finding, looking_after, milestones, searching

urlpatterns = [
    path("groups/", finding.groups, name="groups"),
    path("groups/new/", finding.begin, name="group-begin"),
    path("groups/search/", searching.search, name="group-search"),
    path("groups/invitation/<str:token>/", coming.invitation, name="group-invitation"),
    path("groups/<slug:slug>/", finding.group, name="group"),
    path("groups/<slug:slug>/join/", coming.join, name="group-join"),
    path("groups/<slug:slug>/alias/", coming.alias, name="group-alias"),
    path("groups/<slug:slug>/agree/", coming.agree, name="group-agree"),
    path("groups/<slug:slug>/letters/", coming.letters, name="group-letters"),
    path("groups/<slug:slug>/role/", coming.role, name="group-role"),
    path("groups/<slug:slug>/add-to-circle/", coming.to_circle, name="group-to-circle"),
    path("groups/<slug:slug>/today/take-back/", coming.take_day_back, name="group-day-take-back"),
    path("groups/<slug:slug>/leave/", coming.leave, name="group-leave"),
    path("groups/<slug:slug>/members/", coming.members, name="group-members"),
    path("groups/<slug:slug>/members/<uuid:membership_id>/", looking_after.member, name="group-member"),
    path("groups/<slug:slug>/members/<uuid:membership_id>/<slug:how>/", looking_after.remove, name="group-remove"),
    path("groups/<slug:slug>/care/", looking_after.care, name="group-care"),
    path("groups/<slug:slug>/care/invite/", looking_after.invite, name="group-invite"),
    path(
        "groups/<slug:slug>/care/invitations/<uuid:invitation_id>/take-back/",
        looking_after.take_back,
        name="group-invitation-take-back",
    ),
    path(
        "groups/<slug:slug>/care/requests/<uuid:membership_id>/",
        looking_after.request_answer,
        name="group-request",
    ),
    path("groups/<slug:slug>/care/newcomers/", looking_after.newcomers, name="group-newcomers"),
    path("groups/<slug:slug>/care/let-back/<uuid:membership_id>/", looking_after.let_back, name="group-let-back"),
    path("groups/<slug:slug>/change/", looking_after.change, name="group-change"),
    path("groups/<slug:slug>/close/", looking_after.close, name="group-close"),
    path("organise/groups/", finding.held, name="organise-groups"),
    path("organise/groups/<slug:slug>/", finding.decide, name="organise-group"),
    *thread_urls.urlpatterns,
    *chat_urls.urlpatterns,
    *stage_urls.urlpatterns,
    *regular_urls.urlpatterns,
    *calling_urls.urlpatterns,
    path("groups/<slug:slug>/milestones/", milestones.listing, name="group-milestones"),
    path("groups/<slug:slug>/milestones/new/", milestones.mark, name="group-milestone"),
]
