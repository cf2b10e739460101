"""The addresses of going to a meeting together (`urls.py` says how a row reads)."""

from tests.architecture import objects_company
from tests.architecture.row import ASKED, BY_LINK, DONE, DONE_ANYWHO, OWNERS, Row

ROWS = (
    Row("my-meetings/asked/<uuid:along_id>/pick-me-up/", DONE, objects_company.along),
    Row("supporting/along/<uuid:along_id>/reminder/", ASKED, objects_company.along_agreed),
    Row("with/<str:token>/along/<uuid:along_id>/reminder/", BY_LINK, objects_company.contact_along_agreed),
    Row("my-meetings/offered/<uuid:offer_id>/", OWNERS, objects_company.offer),
    Row("my-meetings/offered/<uuid:offer_id>/not-now/", DONE, objects_company.offer),
    Row("supporting/<uuid:tie_id>/company/", DONE, objects_company.tie),
    Row("with/<str:token>/company/", DONE_ANYWHO, objects_company.contact),
)
