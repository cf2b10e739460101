"""Addresses of plans."""

from django.urls import path

from alongside.plans.views import plans, sharing

urlpatterns = [
    path("plans/", plans.plans, name="plans"),
    path("plans/<slug:kind>/", plans.plan, name="plan"),
    path("plans/<slug:kind>/holds/", plans.holds, name="plan-holds"),
    path("plans/<slug:kind>/kept/", plans.kept, name="plan-kept"),
    path("plans/<slug:kind>/remove/", plans.remove, name="plan-remove"),
    path("plans/<slug:kind>/<slug:step>/", plans.write, name="plan-step"),
    path("plans/<slug:kind>/<slug:step>/share/", sharing.share, name="plan-share"),
    path("supporting/<uuid:tie_id>/plans/", sharing.shared, name="supporting-plans"),
    path("with/<str:token>/plans/", sharing.shared_with_contact, name="with-plans"),
]
