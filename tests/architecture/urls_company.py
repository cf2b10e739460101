"""The addresses of going to a meeting together, and of looking after one together (`urls.py` says how a row reads)."""

from tests.architecture import objects_company
from tests.architecture.row import ASKED, BY_LINK, DONE, DONE_ANYWHO, OWNERS, STEWARDS, Row

ROWS = (
    Row("my-meetings/asked/<uuid:along_id>/pick-me-up/", DONE, objects_company.along),
    Row("supporting/along/<uuid:along_id>/reminder/", ASKED, objects_company.along_agreed),
    Row("with/<str:token>/along/<uuid:along_id>/reminder/", BY_LINK, objects_company.contact_along_agreed),
    Row("my-meetings/offered/<uuid:offer_id>/", OWNERS, objects_company.offer),
    Row("my-meetings/offered/<uuid:offer_id>/not-now/", DONE, objects_company.offer),
    Row("supporting/<uuid:tie_id>/company/", DONE, objects_company.tie),
    Row("with/<str:token>/company/", DONE_ANYWHO, objects_company.contact),
    Row("meetings/<slug:slug>/run/stewards/ask/", STEWARDS, objects_company.hosting),
    Row("meetings/<slug:slug>/run/step-back/", STEWARDS, objects_company.hosting),
    Row("my-services/looking-after/<slug:slug>/", DONE, objects_company.hosting),
)
