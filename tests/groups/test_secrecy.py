"""Nobody finds a hidden group from outside, and nobody ties two aliases of one person together."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from alongside.accounts.models import Person
from alongside.audit import privacy as audit
from alongside.groups import services
from alongside.groups.enums import GroupRole, GroupState, Openness
from alongside.groups.models import Group, Membership
from alongside.groups.policies import access_standing
from alongside.groups.queries import members_of
from alongside.kernel.clock import current_time
from tests.circles.browser import text_of, to
from tests.circles.conftest import SignIn
from tests.conftest import MakePerson
from tests.groups.conftest import Begin, Join, Three

pytestmark = pytest.mark.django_db

PAGES = ("group", "group-join", "group-alias", "group-leave", "group-members", "group-care", "group-change")
POSTS = ("group-join", "group-alias", "group-agree", "group-role", "group-leave", "group-invite", "group-close")


@pytest.fixture
def now() -> datetime:
    """Pages read the clock, so what is made beforehand is made now."""
    return current_time()


def told(answer: HttpResponse, slug: str) -> tuple[int, str, list[tuple[str, str]]]:
    """Return all that an answer tells, without what is drawn anew each time and without the address asked for."""
    page = re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", answer.content.decode()).replace(slug, "SLUG")
    headers = [(name, value) for name, value in sorted(answer.headers.items()) if name != "Content-Length"]
    return answer.status_code, page, headers


def asked(browser: Client, how: str, name: str, slug: str) -> tuple[object, list[str]]:
    """Return what one is told at a page of a group, and the statements that it took, without their values."""
    sent = {"read": "2026-03-04T20:00:00+00:00"} if how == "post" else {}
    with CaptureQueriesContext(connection) as queries:
        answer = getattr(browser, how)(to(name, slug), sent)
    return told(answer, slug), [re.sub(r"'[^']*'|\"s\d+_x\d+\"", "?", one["sql"]) for one in queries]


def test_an_export_does_not_say_that_two_aliases_are_one_person(
    begin: Begin, join: Join, three: Three, now: datetime
) -> None:
    owner, mate, _stranger = three
    for name, alias in (("Lake", "Amber Test"), ("Hill", "Silver Pebble")):
        group = begin(name=name, openness="by_request")
        row = join(group, mate, alias)
        services.answer_request(actor=owner, slug=group.slug, membership_id=row.id, lets_in=True, now=now)
    for reader, other in ((owner, mate), (mate, owner)):
        entries = audit.export(reader.id)["entries"]
        assert {"group.let_in"} <= {one["action"] for one in entries}
        assert other.id not in {one[name] for one in entries for name in ("actor", "about")}


@pytest.mark.parametrize(
    ("state", "page"),
    [
        *((GroupState.OPEN, ("get", name)) for name in PAGES),
        *((GroupState.OPEN, ("post", name)) for name in POSTS),
        (GroupState.HELD, ("get", "group")),
        (GroupState.CLOSED, ("get", "group")),
    ],
)
def test_a_group_that_is_not_shown_answers_as_one_that_never_was_after_the_same_work(
    begin: Begin, stranger: Person, sign_in: SignIn, page: tuple[str, str], state: GroupState
) -> None:
    group = begin(openness=Openness.HIDDEN if state == GroupState.OPEN else Openness.OPEN)
    Group.objects.filter(id=group.id).update(state=state)
    browser = sign_in(stranger)
    browser.get(to("groups"))
    there = asked(browser, *page, group.slug)
    nowhere = asked(browser, *page, "lantern-group-zzzzzz")
    assert there == nowhere
    assert there[0][0] == 404


def test_who_was_kept_out_of_a_hidden_group_is_told_the_same(
    begin: Begin, brought_in: Join, three: Three, sign_in: SignIn, now: datetime
) -> None:
    owner, mate, _stranger = three
    group = begin(openness=Openness.HIDDEN)
    row = brought_in(group, mate)
    services.remove_member(actor=owner, slug=group.slug, membership_id=row.id, for_good=True, now=now)
    browser = sign_in(mate)
    browser.get(to("groups"))
    assert asked(browser, "get", "group", group.slug) == asked(browser, "get", "group", "lantern-group-zzzzzz")


def test_the_address_of_a_new_group_does_not_tell_of_another_with_its_name(begin: Begin) -> None:
    addresses = [begin(openness=Openness.HIDDEN).slug, begin().slug, begin(name="灯の会").slug]
    assert [re.sub(r"-[a-z2-9]{6}$", "", one) for one in addresses] == ["lantern-group", "lantern-group", "group"]
    assert len(set(addresses)) == 3


def test_an_id_of_a_membership_holds_no_time(begin: Begin, join: Join, mate: Person) -> None:
    first, second = join(begin(), mate), join(begin(), mate)
    assert (first.id.version, second.id.version) == (4, 4)
    assert first.id.bytes[:6] != second.id.bytes[:6]


@pytest.fixture
def two_groups(begin: Begin, make_person: MakePerson, join: Join) -> tuple[Group, Group, list[Person]]:
    """Two groups with the same six people, who came into both in the same order under other aliases."""
    people = [make_person(f"Realname {number} Test") for number in range(6)]
    here, there = ("Cedar", "Ash", "Elm", "Dale", "Fern", "Birch"), ("Rill", "Quay", "Tarn", "Sea", "Pond", "Lake")
    first, second = begin(), begin()
    for group, aliases in ((first, here), (second, there)):
        for person, alias in zip(people, aliases, strict=True):
            join(group, person, alias)
    return first, second, people


def test_members_are_shown_in_an_order_of_aliases_alone(
    two_groups: tuple[Group, Group, list[Person]], owner: Person, now: datetime
) -> None:
    first, second, _people = two_groups
    orders = [
        [one.alias for one in members_of(access_standing(owner, group.slug), now=now).shown]
        for group in (first, second)
    ]
    assert orders == [
        ["Quiet Heron", "Ash", "Birch", "Cedar", "Dale", "Elm", "Fern"],
        ["Quiet Heron", "Lake", "Pond", "Quay", "Rill", "Sea", "Tarn"],
    ]


def test_no_page_of_a_group_holds_anything_of_a_person_but_their_alias_there(
    two_groups: tuple[Group, Group, list[Person]], owner: Person, sign_in: SignIn
) -> None:
    first, second, people = two_groups
    browser = sign_in(people[0])
    pages = [browser.get(to(name, first.slug)) for name in ("group", "group-members", "group-leave", "group-alias")]
    pages.append(sign_in(owner).get(to("group-care", first.slug)))
    whole = "".join(answer.content.decode() + str(answer.headers) for answer in pages)
    others = Membership.objects.filter(group=second)
    for secret in (
        *(person.alias for person in people[1:]),
        *(str(person.id) for person in people),
        *(str(person.data_key_id) for person in people),
        *(str(row.id) for row in others),
        *(row.alias for row in others if row.person_id != owner.id),
    ):
        assert secret not in whole


def test_when_somebody_came_is_told_to_the_month(begin: Begin, join: Join, mate: Person, sign_in: SignIn) -> None:
    group = begin()
    join(group, mate)
    Membership.objects.filter(person=mate).update(joined_at=datetime(2026, 2, 13, 7, 41, tzinfo=UTC))
    page = sign_in(mate).get(to("group-members", group.slug))
    assert "Here since February 2026" in text_of(page)
    assert not {"13", "07:41", "7:41"} & set(re.findall(r"[\d:]+", text_of(page)))


def test_the_month_is_of_one_clock_for_everybody(
    begin: Begin, join: Join, make_person: MakePerson, mate: Person, sign_in: SignIn
) -> None:
    group, sydney = begin(), make_person("Down Under", time_zone="Australia/Sydney")
    join(group, mate)
    join(group, sydney, "Silver Test")
    Membership.objects.update(joined_at=datetime(2026, 1, 31, 20, 0, tzinfo=UTC))
    for reader in (mate, sydney):
        page = text_of(sign_in(reader).get(to("group-members", group.slug)))
        assert page.count("Here since January 2026") == 3


def test_who_is_new_is_listed_to_those_who_greet_alone(begin: Begin, join: Join, three: Three, sign_in: SignIn) -> None:
    _owner, mate, stranger = three
    group = begin()
    join(group, mate)
    join(group, stranger, "Silver Test")
    two_weeks = timedelta(days=14)
    Membership.objects.exclude(person=stranger).update(joined_at=current_time() - two_weeks)
    Membership.objects.filter(person=stranger).update(joined_at=current_time() - two_weeks + timedelta(hours=1))

    def page(person: Person) -> str:
        return text_of(sign_in(person).get(to("group-members", group.slug)))

    without = page(mate)
    assert "Silver Test" not in without
    assert "Quiet Heron Host" in without
    assert page(stranger).count("Here since") == 2, "they see themself, without a month"
    Membership.objects.filter(person=stranger).delete()
    assert page(mate) == without, "nothing tells that somebody new is there"
    join(group, stranger, "Silver Test")
    for role in (GroupRole.GREETER, GroupRole.MODERATOR, GroupRole.HOST):
        Membership.objects.filter(person=mate).update(role=role)
        seen = page(mate)
        assert "Silver Test" in seen
        assert seen.count("Here since") == 2
    Membership.objects.filter(person=mate).update(role=GroupRole.MEMBER)
    Membership.objects.filter(person=stranger).update(role=GroupRole.GREETER)
    assert "Silver Test" in page(mate), "one turns to who greets"


def test_nobody_sees_anybodys_groups(begin: Begin, join: Join, owner: Person, mate: Person, sign_in: SignIn) -> None:
    group = begin(name="Orchard group")
    join(group, mate, "Amber")
    browser = sign_in(owner)
    for name in ("today", "circle", "supporting"):
        assert "Amber" not in text_of(browser.get(to(name)))
    assert "You are there as Amber." in text_of(sign_in(mate).get(to("today")))


def test_coming_back_is_not_seen_as_such(begin: Begin, join: Join, mate: Person, now: datetime) -> None:
    group = begin()
    first = join(group, mate, "Amber")
    services.leave_group(actor=mate, slug=group.slug, now=now + timedelta(days=1))
    second = join(group, mate, "Amber")
    seen = members_of(access_standing(mate, group.slug), now=now).shown
    assert first.id not in {one.id for one in seen}
    assert second.id in {one.id for one in seen}
