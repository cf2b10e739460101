"""Small circles of a group: people go by their alias there, and what one of them does not hear is theirs alone."""

import re
from uuid import UUID, uuid4

import pytest

from alongside.accounts.models import Person
from alongside.groups import services as groups
from alongside.groups.models import Membership
from alongside.kernel.errors import Invalid, NotFound
from alongside.messaging import services
from alongside.messaging.circle_queries import asked_into
from alongside.messaging.models import Chair, Conversation, Message, Seat
from alongside.messaging.queries import Row, new_to
from alongside.messaging.services import Asking, Line
from alongside.notifications.models import Delivery
from tests.circles.browser import text_of, to
from tests.circles.conftest import SignIn
from tests.conftest import MakePerson
from tests.groups.conftest import begin, groups_open_at_once, join, three
from tests.messaging.conftest import listed, read
from tests.messaging.test_circles import now, of_group, shut_out
from tests.messaging.test_groups import NEW, Lantern, lantern

__all__ = ["begin", "groups_open_at_once", "join", "lantern", "now", "three"]
pytestmark = pytest.mark.django_db


def test_members_of_a_group_go_by_their_alias_there(lantern: Lantern, make_person: MakePerson) -> None:
    talk, third = of_group(lantern, make_person)
    asked = asked_into(lantern.mate)[0]
    assert (asked.name, asked.place, asked.asked, asked.needs_name) == ("River Test", "Lantern group", 3, False)
    begun = read(lantern.stranger, talk).company
    assert begun
    assert begun.asked == ["Amber Test", "Leaf Test"]
    for one in (lantern.mate, third):
        services.join_circle(actor=one, conversation_id=talk, called="Ignored", now=lantern.later)
    lantern.say(lantern.mate, talk, "Hello")
    seen = read(third, talk)
    assert seen.company
    assert seen.company.names == ["Amber Test", "River Test"]
    assert [line.name for line in seen.lines] == ["Amber Test"]
    assert "Odd" not in str(seen)
    groups.leave_group(actor=lantern.mate, slug=lantern.group.slug, now=lantern.later)
    assert shut_out(lantern.mate, talk)
    assert "Amber" not in str(read(third, talk))


def test_who_said_not_now_to_a_member_is_not_asked_anew_by_way_of_small_circles(
    lantern: Lantern, make_person: MakePerson
) -> None:
    first = lantern.write(lantern.stranger, lantern.amber)
    services.put_off(actor=lantern.mate, conversation_id=first, now=lantern.later)
    talk, third = of_group(lantern, make_person)
    assert asked_into(lantern.mate) == []
    with pytest.raises(NotFound):
        services.join_circle(actor=lantern.mate, conversation_id=talk, called="", now=lantern.later)
    seen = read(lantern.stranger, talk)
    assert seen.company
    assert (seen.company.waiting, len(asked_into(third))) == (2, 1), "nobody else sees a difference"
    services.accept(actor=lantern.mate, conversation_id=first, now=lantern.later)
    again = Asking(
        lantern.group.id, set(Chair.objects.filter(conversation=talk, began=False).values_list("source", flat=True))
    )
    services.begin_circle(actor=lantern.stranger, asking=again, now=lantern.later + NEW)
    assert [row.name for row in asked_into(lantern.mate)] == ["River Test"]


def test_who_said_not_now_to_a_small_circle_of_a_member_is_not_asked_into_their_next(
    lantern: Lantern, make_person: MakePerson
) -> None:
    talk, third = of_group(lantern, make_person)
    services.put_off_circle(actor=lantern.mate, conversation_id=talk, now=lantern.later)
    sources = set(Chair.objects.filter(conversation=talk, began=False).values_list("source", flat=True))
    services.begin_circle(actor=lantern.stranger, asking=Asking(lantern.group.id, sources), now=lantern.later + NEW)
    assert (len(asked_into(lantern.mate)), len(asked_into(third))) == (0, 2)
    lantern.let(lantern.stranger)
    sources = sources - {lantern.amber.id} | {lantern.river.id}
    services.begin_circle(actor=lantern.mate, asking=Asking(lantern.group.id, sources), now=lantern.later + NEW)
    assert len(asked_into(lantern.stranger)) == 1, "who said it may ask themself"


def test_only_who_lets_others_write_is_asked(lantern: Lantern, make_person: MakePerson) -> None:
    lantern.join(lantern.group, make_person("Odd Third Madeup"), "Leaf Test")
    asking = Asking(lantern.group.id, {lantern.amber.id, lantern.river.id})
    with pytest.raises(Invalid):
        services.begin_circle(actor=lantern.host, asking=asking, now=lantern.later)


def test_who_stopped_hearing_from_one_of_them_is_told_before_their_yes_and_nobody_else_is(
    lantern: Lantern, make_person: MakePerson
) -> None:
    third = make_person("Odd Third Madeup")
    leaf = lantern.join(lantern.group, third, "Leaf Test")
    lantern.let(third)
    later = lantern.later + NEW
    line = Line("Hello", uuid4().hex)
    first = services.write_first(actor=third, origin="group", source=lantern.amber.id, line=line, now=later)
    services.block(actor=lantern.mate, conversation_id=first.conversation_id, now=later)
    asking = Asking(lantern.group.id, {lantern.amber.id, leaf.id})
    services.begin_circle(actor=lantern.stranger, asking=asking, now=later)
    assert [row.knows_stopped for row in asked_into(lantern.mate)] == [True]
    assert [row.knows_stopped for row in asked_into(third)] == [False]


def test_who_hears_nothing_from_one_of_them_has_their_words_folded_and_nobody_else_sees_that(
    lantern: Lantern, make_person: MakePerson, sign_in: SignIn, told: None
) -> None:
    talk, third = of_group(lantern, make_person)
    for one in (lantern.mate, third):
        services.join_circle(actor=one, conversation_id=talk, called="", now=lantern.later)
    page = to("conversation", talk)
    offered = re.findall(r'href="(/messages/stop/[^"]+)"', sign_in(lantern.mate).get(page).content.decode())
    assert offered == [], "nobody wrote yet"
    lantern.say(third, talk, "From Leaf at first")
    offered = re.findall(r'href="(/messages/stop/[^"]+)"', sign_in(lantern.mate).get(page).content.decode())
    leaf = Membership.objects.get(person=third)
    assert offered == [to("message-stop", leaf.id)]
    services.stop_hearing(actor=lantern.mate, source=leaf.id, now=lantern.later)
    services.note_read(actor=lantern.mate, conversation_id=talk, number=1)
    Delivery.objects.all().delete()
    lantern.say(third, talk, "I want to die, says Leaf")
    assert [row.is_folded for row in read(lantern.mate, talk).lines] == [True, True]
    assert not any(row.is_folded for actor in (lantern.stranger, third) for row in read(actor, talk).lines)
    new = {name: row_in(listed(actor), talk) for name, actor in (("mate", lantern.mate), ("host", lantern.stranger))}
    assert (new["mate"].new, new["mate"].is_heavy) == (0, False)
    assert (new["host"].new, new["host"].is_heavy) == (2, True)
    assert new_to(lantern.mate, most=3) == []
    assert not Delivery.objects.exists(), "nothing to hurry for"
    theirs, others = (text_of(sign_in(actor).get(page)) for actor in (lantern.mate, lantern.stranger))
    alone = "You hear nothing from Leaf Test in this group: what they write here is folded for you."
    assert (alone in theirs, alone in others) == (True, False)
    assert ("What you can do for them" in theirs, "What you can do for them" in others) == (False, True)
    assert alone not in text_of(sign_in(third).get(page)), "who is not heard learns nothing of it"
    lantern.say(lantern.stranger, talk, "From River")
    assert (row_in(listed(lantern.mate), talk).new, read(lantern.mate, talk).lines[-1].is_folded) == (1, False)
    assert Delivery.objects.exists(), "of others they are told"
    services.unblock(actor=lantern.mate, conversation_id=stopped_talk(lantern.mate), now=lantern.later)
    assert not any(row.is_folded for row in read(lantern.mate, talk).lines)


def test_who_came_back_to_a_group_under_another_alias_is_told_of_all_there(
    lantern: Lantern, make_person: MakePerson
) -> None:
    talk, third = of_group(lantern, make_person)
    leaf = Membership.objects.get(person=third)
    services.stop_hearing(actor=lantern.mate, source=leaf.id, now=lantern.later)
    groups.leave_group(actor=lantern.mate, slug=lantern.group.slug, now=lantern.later)
    again = lantern.join(lantern.group, lantern.mate, "Birch Test")
    asking = Asking(lantern.group.id, {again.id, leaf.id})
    lantern.let(lantern.mate)
    talk = services.begin_circle(actor=lantern.stranger, asking=asking, now=lantern.later + NEW).id
    for one in (lantern.mate, third):
        services.join_circle(actor=one, conversation_id=talk, called="", now=lantern.later)
    lantern.say(third, talk, "I want to die.")
    assert not read(lantern.mate, talk).lines[-1].is_folded
    row = row_in(listed(lantern.mate), talk)
    assert (row.new, row.is_heavy) == (1, True), "as folded as shown, and as shown as counted"


def row_in(rows: list[Row], talk: UUID) -> Row:
    """Return the row of a conversation in a list."""
    return next(row for row in rows if row.id == talk)


def stopped_talk(actor: Person) -> UUID:
    """Return the conversation in which somebody hears nothing."""
    return Seat.objects.get(person=actor, blocked_at__isnull=False).conversation_id


def test_no_moment_can_be_read_from_what_stands_in_an_address(lantern: Lantern, make_person: MakePerson) -> None:
    talk, _third = of_group(lantern, make_person)
    other = lantern.write(lantern.stranger, lantern.amber)
    rows = [*Message.objects.all(), *Conversation.objects.all(), *Seat.objects.all()]
    assert {talk, other} < {row.id for row in rows}
    assert {row.id.version for row in rows} == {4}, "what two aliases write could be laid side by side"


# The pages
