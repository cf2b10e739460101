"""The demo has events to look at: one planned, with a guest, people who come and questions, and one summed up."""

from datetime import UTC, datetime

import pytest

from alongside.config.demo_groups import GROUPS, bring_together
from alongside.groups.models import Event, EventQuestion
from alongside.groups.policies import access_standing
from alongside.groups.stage.enums import EventState
from alongside.groups.stage.page import answered_of
from alongside.groups.stage.view import care_of, event_view
from tests.conftest import MakePerson

NOW = datetime(2026, 3, 2, 17, 0, tzinfo=UTC)


@pytest.mark.django_db
def test_the_first_group_has_an_event_with_questions(make_person: MakePerson) -> None:
    aliases = {alias for made in GROUPS for alias, _there in made.people}
    people = {alias: make_person(alias) for alias in sorted(aliases)}
    bring_together(people, now=NOW)
    event = Event.objects.get(state=EventState.PLANNED)
    assert (event.group.name, event.starts_at) == (GROUPS[0].details.name, datetime(2026, 3, 6, 19, tzinfo=UTC))
    host = access_standing(people["Linden"], event.group.slug)
    assert sorted(one.asker for one in care_of(host, event, now=NOW).queue) == ["", "Northern River"]
    assert event_view(host, event, now=NOW).coming == 2
    guest = access_standing(people["Heron"], event.group.slug)
    assert event_view(guest, event, now=NOW).own_guest == "asked"
    assert EventQuestion.objects.filter(event=event).count() == 2
    over = Event.objects.get(state=EventState.OVER)
    assert over.summary.startswith("What we took home")
    assert [len(one.answers) for one in answered_of(over)] == [2]
