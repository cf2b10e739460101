"""Nobody passes for somebody else in a group: neither by a twin of their alias, nor by one that was theirs lately."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from django.db import close_old_connections, connection
from django.db.migrations.loader import MigrationLoader
from django.db.utils import IntegrityError
from django.urls import reverse

from alongside.accounts.models import Person
from alongside.accounts.services import erase_person
from alongside.groups import services
from alongside.groups.aliases.kept import forget_kept_aliases
from alongside.groups.aliases.offering import free_alias
from alongside.groups.enums import Standing
from alongside.groups.models import Group, KeptAlias, Membership
from alongside.groups.services.moderating import put_out, take_in_again
from alongside.kernel.errors import Invalid
from tests.circles.browser import text_of
from tests.circles.conftest import SignIn
from tests.groups.conftest import Begin, Join, Three, standing

pytestmark = pytest.mark.django_db
TOO_CLOSE = "This alias is too close to one that somebody goes by in this group, or went by until lately."
A_MONTH = timedelta(days=30, seconds=1)


@pytest.mark.parametrize("twin", ["Quiet Heronn", "Quiet Herons", "Quiet Hreon", "QuietHeron", "Quiet Heron 2"])
def test_a_twin_of_an_alias_is_refused_by_who_comes_in_and_by_who_changes(
    begin: Begin, join: Join, three: Three, now: datetime, twin: str
) -> None:
    _host, mate, stranger = three
    group = begin()
    with pytest.raises(Invalid, match=TOO_CLOSE):
        join(group, mate, twin)
    join(group, stranger, "Amber Cedar")
    with pytest.raises(Invalid, match=TOO_CLOSE):
        services.change_alias(actor=stranger, slug=group.slug, alias=twin, now=now)
    assert standing(stranger, group).alias == "Amber Cedar"
    assert not KeptAlias.objects.exists()


def test_it_is_of_one_group_alone_and_ones_own_is_ones_own(
    begin: Begin, join: Join, mate: Person, now: datetime
) -> None:
    join(begin(), mate, "Amber Cedar")
    other = begin(name="Harbour group")
    join(other, mate, "Quiet Cedar")
    services.change_alias(actor=mate, slug=other.slug, alias="Quiet Cedars", now=now)
    assert standing(mate, other).alias == "Quiet Cedars"


def test_what_somebody_left_or_changed_is_theirs_for_a_month_and_then_free(
    begin: Begin, join: Join, three: Three, now: datetime
) -> None:
    _host, mate, stranger = three
    group = begin()
    join(group, mate, "Copper Kite")
    services.change_alias(actor=mate, slug=group.slug, alias="Amber Cedar", now=now)
    services.leave_group(actor=mate, slug=group.slug, now=now)
    for alias in ("Copper Kite", "Coper Kites", "Copper Kite 2", "Amber Cedar"):
        with pytest.raises(Invalid, match=TOO_CLOSE):
            join(group, stranger, alias)
    kept = b" ".join(bytes(row.digest) for row in KeptAlias.objects.all())
    assert b"copper" not in kept.lower()
    join(group, mate, "Copper Kite")
    services.leave_group(actor=mate, slug=group.slug, now=now)
    assert forget_kept_aliases(now + A_MONTH) == 3
    join(group, stranger, "Copper Kite")


def test_a_number_more_or_less_makes_no_other_of_what_somebody_was_called(
    begin: Begin, join: Join, three: Three, now: datetime
) -> None:
    _host, mate, stranger = three
    group = begin()
    join(group, mate, "Sunny Lark 5")
    services.leave_group(actor=mate, slug=group.slug, now=now)
    for alias in ("Sunny Lark", "Suny Larks", "Sunny Lark 5"):
        with pytest.raises(Invalid, match=TOO_CLOSE):
            join(group, stranger, alias)
    join(group, stranger, "Sunny Lark 7")


def test_who_was_removed_gets_their_alias_back_and_nobody_else_takes_it(
    begin: Begin, join: Join, three: Three, now: datetime
) -> None:
    _host, mate, stranger = three
    group = begin()
    row = join(group, mate, "Copper Kite")
    alias = put_out(group_id=group.id, person_id=mate.id, for_good=False, now=now)
    with pytest.raises(Invalid, match=TOO_CLOSE):
        join(group, stranger, "Copper Kite")
    take_in_again(group_id=group.id, person_id=mate.id, alias=alias, now=now)
    row.refresh_from_db()
    assert row.alias == "Copper Kite"


def test_who_asks_and_is_not_let_in_keeps_no_alias_from_others(
    begin: Begin, join: Join, three: Three, now: datetime
) -> None:
    host, mate, stranger = three
    group = begin(openness="by_request")
    asked = join(group, mate, "Copper Kite")
    services.answer_request(actor=host, slug=group.slug, membership_id=asked.id, lets_in=False, now=now)
    assert join(group, stranger, "Copper Kite").alias == "Copper Kite"


def test_who_erases_their_account_is_nobody_else_for_a_month_and_what_is_kept_leads_to_nobody(
    begin: Begin, join: Join, three: Three, now: datetime
) -> None:
    _host, mate, stranger = three
    group, other = begin(), begin(name="Other group")
    join(group, mate, "Copper Kite")
    services.change_alias(actor=mate, slug=group.slug, alias="Amber Cedar", now=now)
    join(other, mate, "Silver Willow 3")
    erase_person(actor=mate, now=now)
    for place, alias in ((group, "Copper Kites"), (group, "Amber Cedar"), (other, "Silver Willow")):
        with pytest.raises(Invalid, match=TOO_CLOSE):
            join(place, stranger, alias)
    rows = list(KeptAlias.objects.exclude(created_at=now))
    assert len(rows) == 3, "that of before, and of two groups"
    assert {row.membership_id for row in KeptAlias.objects.all()} == {None}
    assert {row.created_at.hour for row in rows} == {0}
    assert {row.id.version for row in rows} == {4}
    forget_kept_aliases(now + A_MONTH + timedelta(days=1))
    join(group, stranger, "Amber Cedar")


def test_an_older_release_that_erases_somebody_leaves_what_was_kept_to_nobody(
    begin: Begin, join: Join, mate: Person, now: datetime
) -> None:
    group = begin()
    row = join(group, mate, "Copper Kite")
    services.leave_group(actor=mate, slug=group.slug, now=now)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM groups_membership WHERE id = %s", [row.id])
    assert KeptAlias.objects.get().membership_id is None


def test_undone_what_leads_to_nobody_goes_and_the_rest_goes_with_its_membership(
    begin: Begin, join: Join, three: Three, now: datetime
) -> None:
    _host, mate, stranger = three
    group = begin()
    for person, alias in ((mate, "Copper Kite"), (stranger, "Amber Cedar")):
        row = join(group, person, alias)
        services.leave_group(actor=person, slug=group.slug, now=now)
    erase_person(actor=mate, now=now)
    step = ("groups", "0154_kept_aliases_of_nobody")
    loader = MigrationLoader(connection)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        with connection.schema_editor() as editor:
            loader.graph.nodes[step].unapply(loader.project_state(step, at_end=False), editor)
        assert KeptAlias.objects.get().membership_id == row.id
        cursor.execute("DELETE FROM groups_membership WHERE id = %s", [row.id])
    assert not KeptAlias.objects.exists()


def test_an_alias_is_changed_twice_a_day_which_the_page_says(
    begin: Begin, join: Join, mate: Person, sign_in: SignIn, now: datetime
) -> None:
    group = begin()
    join(group, mate, "Copper Kite")
    page = sign_in(mate).get(reverse("group-alias", args=[group.slug]))
    assert "You can change it twice a day. Nobody else can take the old one for 30 days." in text_of(page)
    with pytest.raises(Invalid, match=TOO_CLOSE):
        services.change_alias(actor=mate, slug=group.slug, alias="Quiet Herons", now=now)
    for alias in ("Amber Cedar", "Silver Willow"):
        services.change_alias(actor=mate, slug=group.slug, alias=alias, now=now)
    with pytest.raises(Invalid, match="You have changed your alias here twice within a day"):
        services.change_alias(actor=mate, slug=group.slug, alias="Misty Garden", now=now)
    services.change_alias(actor=mate, slug=group.slug, alias="Misty Garden", now=now + timedelta(days=1))
    assert standing(mate, group).alias == "Misty Garden"


def test_no_alias_is_offered_that_is_refused(
    begin: Begin, join: Join, three: Three, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("alongside.groups.aliases.suggesting._FIRST", {"en": ("Quiet", "Amber")})
    monkeypatch.setattr("alongside.groups.aliases.suggesting._SECOND", {"en": ("Heron", "River")})
    _host, mate, stranger = three
    group = begin()
    join(group, mate, "Amber Rivers")
    offered = {free_alias(stranger, group_id=group.id, now=now) for _time in range(20)}
    assert offered <= {"Quiet River", "Amber Heron"}
    join(group, stranger, offered.pop())


@pytest.mark.parametrize(
    ("changes", "constraint"),
    [({"until": timedelta(0)}, "groups_keptalias_until"), ({"digest": b""}, "groups_keptalias_digest")],
)
def test_the_database_keeps_what_holds_of_a_kept_alias(
    begin: Begin, owner: Person, now: datetime, changes: dict[str, object], constraint: str
) -> None:
    group = begin()
    until = changes.pop("until", timedelta(days=1))
    values = {"digest": b"some", **changes, "until": now + until}  # type: ignore[operator]  # a timedelta
    with pytest.raises(IntegrityError, match=constraint):
        KeptAlias.objects.create(created_at=now, group=group, membership=standing(owner, group), **values)


@pytest.mark.django_db(transaction=True)
def test_of_two_twins_at_the_same_moment_one_is_let_in(begin: Begin, join: Join, three: Three) -> None:
    _host, mate, stranger = three
    group = begin()

    def enter(person: Person, alias: str) -> bool:
        close_old_connections()
        try:
            join(group, person, alias)
        except Invalid:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(2) as pool:
        let_in = list(pool.map(enter, (mate, stranger), ("Copper Kites", "Coper Kite")))
    assert sorted(let_in) == [False, True]
    assert Membership.objects.filter(group=Group.objects.get(id=group.id), state=Standing.IN).count() == 2
