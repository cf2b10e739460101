"""Addresses of the toolbox."""

from django.urls import path

from alongside.toolbox.views import practices, sharing, sheets, surfing

urlpatterns = [
    path("toolbox/", practices.toolbox, name="toolbox"),
    path("toolbox/<slug:key>/", practices.practice, name="practice"),
    path("worksheets/<slug:key>/", sheets.fill, name="worksheet"),
    path("worksheets/<slug:key>/read/", sheets.read, name="worksheet-read"),
    path("sheets/", sheets.written, name="sheets"),
    path("sheets/<uuid:sheet_id>/", sheets.sheet, name="sheet"),
    path("sheets/<uuid:sheet_id>/after/", surfing.after, name="sheet-after"),
    path("sheets/<uuid:sheet_id>/change/", sheets.change, name="sheet-change"),
    path("sheets/<uuid:sheet_id>/remove/", sheets.remove, name="sheet-remove"),
    path("sheets/<uuid:sheet_id>/share/", sharing.share, name="sheet-share"),
    path("sheets/<uuid:sheet_id>/surf/", surfing.surf, name="sheet-surf"),
    path("supporting/<uuid:tie_id>/sheets/", sharing.shared, name="supporting-sheets"),
    path("supporting/<uuid:tie_id>/sheets/<uuid:sheet_id>/", sharing.shared_one, name="supporting-sheet"),
    path("with/<str:token>/sheets/", sharing.shared_with_contact, name="with-sheets"),
    path("with/<str:token>/sheets/<uuid:sheet_id>/", sharing.shared_one_with_contact, name="with-sheet"),
]
