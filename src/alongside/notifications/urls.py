"""Addresses of notifications."""

from django.urls import path

from alongside.notifications import views

urlpatterns = [
    path("notifications/", views.show, name="notification-settings"),
    path("notifications/preferences/", views.preferences, name="notification-preferences"),
    path("notifications/email/", views.email, name="notification-email"),
    path("notifications/email/remove/", views.remove_email, name="remove-email"),
    path("notifications/email/confirm/<str:token>/", views.confirm_email, name="confirm-email"),
    path("notifications/devices/", views.devices, name="notification-devices"),
    path("notifications/devices/<uuid:device_id>/remove/", views.remove_device, name="remove-device"),
    path("notifications/test/", views.send_test, name="send-test"),
    path("notifications/test/<uuid:test_id>/", views.test, name="notification-test"),
]
