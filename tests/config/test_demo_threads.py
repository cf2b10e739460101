"""The demo has threads to read: with answers, a word of care, one that opens by itself, and one that waits."""

from datetime import UTC, datetime, timedelta

import pytest

from alongside.config.demo_groups import GROUPS, bring_together
from alongside.groups.models import Group, Post, Reaction, Regular, Thread, Waiting
from alongside.groups.policies import access_standing
from alongside.groups.services import open_regulars
from alongside.groups.unanswered.page import waiting_of
from tests.conftest import MakePerson
from tests.support.engine import step_of_the_engine

NOW = datetime(2026, 3, 2, 17, 0, tzinfo=UTC)


@pytest.mark.django_db
def test_the_first_group_talks_and_somebody_new_waits_for_an_answer(make_person: MakePerson) -> None:
    aliases = {alias for made in GROUPS for alias, _there in made.people}
    people = {alias: make_person(alias) for alias in sorted(aliases)}
    bring_together(people, now=NOW)
    group = Group.objects.get(name=GROUPS[0].details.name)
    threads = Thread.objects.filter(group=group).order_by("created_at")
    assert [(row.title, row.last_place) for row in threads] == [
        ("What helps you between six and eleven?", 5),
        ("An anniversary: one year", 1),
        ("Pledge of the day, 1 March 2026", 4),
        ("A hard Sunday", 3),
        ("Something I heard on Tuesday", 1),
        ("Pledge of the day, 2 March 2026", 4),
        ("Hello from somebody new", 1),
        ("A night that is too long", 2),
        ("A wedding on Saturday", 1),
    ]
    assert list(Post.objects.exclude(note="").order_by("created_at").values_list("note", flat=True)) == [
        "Speaks of wanting to use",
        "Speaks of not wanting to live",
    ]
    assert Reaction.objects.filter(post__thread__group=group).count() == 8
    others = Thread.objects.exclude(group=group).order_by("group__name")
    assert [(row.group.name, row.last_place) for row in others] == [("Beside somebody", 2), ("Un día tras otro", 2)]
    assert not Waiting.objects.exclude(post__thread__group=group).filter(answered_at=None).exists()
    host = access_standing(people["Linden"], group.slug)
    assert [one.title for one in waiting_of(host, now=NOW)] == ["Hello from somebody new", "A wedding on Saturday"]
    assert not [one for one in waiting_of(host, now=NOW) if one.is_late]
    row = Regular.objects.get()
    hosts = row.days.order_by("day").values_list("host__alias", flat=True)
    assert list(hosts) == ["Northern River", "Quiet Lantern"]
    assert row.due_at is not None
    step_of_the_engine(open_regulars, row, row.due_at + timedelta(minutes=1))
    opened = row.days.order_by("-day").values_list("thread__title", "host__alias").first()
    assert opened == ("Pledge of the day, 3 March 2026", "Northern River")
