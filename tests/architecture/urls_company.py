"""The addresses of going to a meeting together (`urls.py` says how a row reads)."""

from tests.architecture import objects_company
from tests.architecture.row import DONE, DONE_ANYWHO, OWNERS, Row

ROWS = (
    Row("my-meetings/asked/<uuid:along_id>/pick-me-up/", DONE, objects_company.along),
    Row("my-meetings/offered/<uuid:offer_id>/", OWNERS, objects_company.offer),
    Row("my-meetings/offered/<uuid:offer_id>/not-now/", DONE, objects_company.offer),
    Row("supporting/<uuid:tie_id>/company/", DONE, objects_company.tie),
    Row("with/<str:token>/company/", DONE_ANYWHO, objects_company.contact),
)
