"""The addresses of going to meetings together, looking after one together, and proposing one (see `urls.py`)."""

from tests.architecture import objects_company
from tests.architecture.row import ASKED, BY_LINK, DONE, DONE_ANYWHO, ORGANISERS, OWNERS, SIGNED_IN, STEWARDS, Row

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
    Row("my-meetings/proposed/", SIGNED_IN, objects_company.proposed),
    Row("my-meetings/proposed/<uuid:proposal_id>/take-back/", DONE, objects_company.proposal),
    Row("organise/meetings/proposed/<uuid:proposal_id>/", ORGANISERS, objects_company.proposal),
    Row("organise/meetings/proposed/<uuid:proposal_id>/not/", ORGANISERS, objects_company.proposal),
)
