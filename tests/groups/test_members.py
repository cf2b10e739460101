"""The list of who is in a group, of a group in which there are many."""

import re
from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from alongside.groups.models import Membership
from tests.circles.browser import text_of, to
from tests.circles.conftest import SignIn
from tests.conftest import MakePerson
from tests.groups.conftest import Begin, Join, Three


@pytest.mark.django_db
def test_a_hundred_are_shown_at_once_with_a_way_to_the_next(
    begin: Begin, join: Join, three: Three, make_person: MakePerson, sign_in: SignIn
) -> None:
    owner, mate, stranger = three
    group = begin()
    join(group, mate)
    long_ago = datetime(2025, 11, 20, tzinfo=UTC)
    for number in range(100):
        person, alias = make_person(f"Account {number}"), f"Fern {number:03}"
        Membership.objects.create(
            created_at=long_ago, group=group, person=person, alias=alias, alias_key=alias.lower(), state="in",
            agreed_at=long_ago, joined_at=long_ago, lets_write=True,
        )  # fmt: skip
    path, host = to("group-members", group.slug), sign_in(owner)
    first, second = text_of(host.get(path)), text_of(host.get(path, {"page": "2"}))
    assert len(re.findall(r"Fern \d{3} Here since", first)) == 98, "after the host and a member whose alias comes first"
    assert ("Who comes after these" in first, "Who comes before these" in first) == (True, False)
    assert re.findall(r"(Fern \d{3}) Here since", second) == ["Fern 098", "Fern 099"]
    assert ("Who comes after these" in second, "Who comes before these" in second) == (False, True)
    for page in ("99", "0", "-1", "x", "9" * 30):
        assert host.get(path, {"page": page}).status_code == 200
    with CaptureQueriesContext(connection) as of_many:
        host.get(path)
    Membership.objects.filter(alias__startswith="Fern").delete()
    with CaptureQueriesContext(connection) as of_few:
        host.get(path)
    assert len(of_many) == len(of_few)
    assert sign_in(stranger).get(path, {"page": "2"}).status_code == sign_in(stranger).get(path).status_code == 403
