"""Each thing somebody does in a reach-out is in the record, by whom, and never what they wrote."""

from datetime import datetime

import pytest

from alongside.audit.models import Entry
from alongside.reachouts import services
from alongside.reachouts.services import Line
from tests.reachouts.conftest import MakeTie, Start, ask_of

pytestmark = pytest.mark.django_db


def test_every_move_of_the_two_is_recorded(make_tie: MakeTie, start: Start, now: datetime) -> None:
    tie = make_tie("Ann")
    make_tie("Ben")
    row = start("talk")
    helper = tie.supporter.person
    services.decline(notification=ask_of(row, "Ben"), now=now)
    services.answer(notification=ask_of(row, "Ann"), now=now)
    services.say(reach_out_id=row.id, line=Line("hello", "1"), now=now)
    services.say(reach_out_id=row.id, line=Line("hello too", "1", ask_of(row, "Ann")), now=now)
    services.resume(reach_out_id=row.id, actor=row.owner, now=now)
    start("urgent")
    entries = Entry.objects.filter(about=row.owner_id).order_by("id").values_list("action", "actor")
    ben = ask_of(row, "Ben").supporter.person_id
    assert list(entries) == [
        ("reach-out.started", row.owner_id),
        ("reach-out.declined", ben),
        ("reach-out.answered", helper.id),
        ("reach-out.said", row.owner_id),
        ("reach-out.said", helper.id),
        ("reach-out.resumed", row.owner_id),
        ("reach-out.replaced", row.owner_id),
        ("reach-out.started", row.owner_id),
    ]
