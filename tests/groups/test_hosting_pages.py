"""What a host and members do with a group that is there: roles, agreements, leaving, closing."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils.formats import date_format
from django.utils.timezone import localtime
from pytest_django import Settings

from alongside.accounts.enums import Role
from alongside.accounts.models import Person, RoleGrant
from alongside.groups import services
from alongside.groups.enums import GroupRole, Openness, Standing
from alongside.groups.models import Group, Membership
from alongside.kernel.clock import current_time
from tests.circles.browser import text_of, to
from tests.circles.conftest import SignIn
from tests.groups.conftest import DETAILS, Begin, Join, Open, Three, standing

pytestmark = pytest.mark.django_db

WRITTEN = {name: getattr(DETAILS, name) for name in DETAILS.__slots__}


@pytest.fixture
def now() -> datetime:
    """Pages read the clock, so what is made beforehand is made now."""
    return current_time()


def test_a_host_asks_for_help_and_the_role_begins_with_a_yes(
    begin: Begin, join: Join, owner: Person, mate: Person, sign_in: SignIn
) -> None:
    group = begin()
    row = join(group, mate)
    host, member = sign_in(owner), sign_in(mate)
    page = to("group-member", group.slug, row.id)
    assert "Greeter Moderator Host" in text_of(host.get(page))
    host.post(page, {"role": "moderator"})
    assert "have not answered yet: Moderator" in text_of(host.get(page))
    assert "Would you take this role in the group: Moderator?" in text_of(member.get(to("group", group.slug)))
    assert member.get(to("group-care", group.slug)).status_code == 403
    member.post(to("group-role", group.slug), {"role": "moderator", "move": "yes"})
    assert "Links that let somebody in" in text_of(member.get(to("group-care", group.slug)))
    host.post(page, {"role": "member"})
    assert standing(mate, group).role == GroupRole.MEMBER


def test_a_host_ends_a_membership_after_being_asked(
    begin: Begin, join: Join, owner: Person, mate: Person, sign_in: SignIn
) -> None:
    group = begin()
    row = join(group, mate)
    host, member = sign_in(owner), sign_in(mate)
    page = to("group-remove", group.slug, row.id, "ban")
    assert "Keep Amber Test out for good?" in text_of(host.get(page))
    assert standing(mate, group).state == Standing.IN
    host.post(page)
    assert "decided that you cannot join it again" in text_of(member.get(to("group", group.slug)))
    assert member.get(to("group-join", group.slug)).status_code == 302
    host.post(to("group-let-back", group.slug, row.id))
    assert "Ask to join" in text_of(member.get(to("group", group.slug)))
    assert host.get(to("group-remove", group.slug, standing(owner, group).id, "ban")).status_code == 403
    assert host.get(to("group-remove", group.slug, row.id, "other")).status_code == 404


def test_agreements_that_change_are_agreed_to_anew(
    begin: Begin, join: Join, owner: Person, mate: Person, sign_in: SignIn
) -> None:
    group = begin()
    join(group, mate)
    host, member = sign_in(owner), sign_in(mate)
    host.post(to("group-change", group.slug), {**WRITTEN, "agreements": "We listen."})
    page = member.get(to("group", group.slug))
    assert "These agreements have changed since you agreed to them." in text_of(page)
    assert member.post(to("group-agree", group.slug), {"read": "x"}).status_code == 422
    member.post(to("group-agree", group.slug), {"read": page.context["group"].agreements_since.isoformat()})
    assert "These agreements have changed" not in text_of(member.get(to("group", group.slug)))


def test_one_changes_alias_gives_a_role_back_leaves_and_a_host_closes(
    begin: Begin, join: Join, owner: Person, mate: Person, sign_in: SignIn
) -> None:
    group = begin()
    row = join(group, mate)
    Membership.objects.filter(id=row.id).update(role="host")
    member, host = sign_in(mate), sign_in(owner)
    member.post(to("group-alias", group.slug), {"alias": "Willow Test"})
    assert "Willow Test Host" in text_of(host.get(to("group-members", group.slug)))
    member.post(to("group-role", group.slug), {"move": "back"})
    assert standing(mate, group).role == GroupRole.MEMBER
    assert f"Leave {group.name}?" in text_of(member.get(to("group-leave", group.slug)))
    member.post(to("group-leave", group.slug), {"posts": "stay"})
    assert standing(mate, group).state == Standing.LEFT
    assert member.get(to("group-leave", group.slug)).status_code == 302
    told = host.post(to("group-role", group.slug), {"move": "back"})
    assert told.status_code == 200
    assert "Let somebody else host it" not in text_of(told), "nobody is there who could"
    assert standing(owner, group).role == GroupRole.HOST
    assert "Close this group?" in text_of(host.get(to("group-close", group.slug)))
    host.post(to("group-close", group.slug))
    assert member.get(to("group", group.slug)).status_code == 404
    assert "This group is closed." in text_of(host.get(to("group", group.slug)))


def test_a_host_who_stays_opens_a_closed_group_again_and_nobody_else_does(
    begin: Begin, join: Join, three: Three, sign_in: SignIn
) -> None:
    owner, mate, stranger = three
    group = begin()
    join(group, mate)
    host, member, way = sign_in(owner), sign_in(mate), to("group-close", group.slug)
    page, opens = to("group", group.slug), f'href="{way}">Open this group again</a>'
    assert opens not in host.get(page).content.decode()
    assert host.post(way, {"move": "open"}).status_code == 409, "it is open"
    host.post(way)
    closed = host.get(page).content.decode()
    assert opens in " ".join(closed.split())
    assert opens not in " ".join(member.get(page).content.decode().split())
    assert "Open this group again" in text_of(host.get(to("group-care", group.slug)))
    assert "Open this group again?" in text_of(host.get(way))
    assert host.post(way).status_code == 409, "a page that asked to close it opens nothing"
    assert member.post(way, {"move": "open"}).status_code == 403
    assert sign_in(stranger).post(way, {"move": "open"}).status_code == 404
    told = host.post(way, {"move": "open"}, follow=True)
    assert "The group is open again, and its members are told." in text_of(told)
    assert "This group is closed." not in text_of(member.get(page))
    assert sign_in(stranger).get(page).status_code == 200


def test_in_spanish_a_group_is_closed_and_no_meeting(begin: Begin, owner: Person, sign_in: SignIn) -> None:
    group = begin()
    Person.objects.filter(id=owner.id).update(locale="es")
    page = sign_in(Person.objects.get(id=owner.id)).get(to("group-close", group.slug)).content.decode()
    assert ">Cerrar este grupo</button>" in page
    assert "Cerrarla" not in page


def test_who_closes_a_group_reads_first_what_still_waits(
    begin: Begin, join: Join, open_thread: Open, three: Three, *, sign_in: SignIn
) -> None:
    owner, mate, stranger = three
    group = begin()
    host, page = sign_in(owner), to("group-close", group.slug)
    assert "still waits" not in text_of(host.get(page))
    join(group, mate)
    open_thread(group, "I want to die.", by=mate)
    Group.objects.filter(id=group.id).update(openness=Openness.BY_REQUEST)
    join(group, stranger, "River Test")
    read = text_of(host.get(page))
    waits = ("1 case in this group is urgent: somebody may be in danger.", "This still waits for somebody")
    places = [
        read.index(one)
        for one in (
            *waits,
            "1 post waits for an answer.",
            "1 person asks to join.",
            "A host who stays can",
        )
    ]
    assert places == sorted(places), "what is about a life stands first"
    assert standing(stranger, group).state == Standing.ASKED
    host.post(page)
    assert standing(stranger, group).state == Standing.DECLINED


def test_the_only_host_is_told_first_what_they_can_do_before_they_go(
    begin: Begin, join: Join, owner: Person, mate: Person, sign_in: SignIn
) -> None:
    group = begin()
    row, host = join(group, mate), sign_in(owner)
    for told in (
        host.get(to("group-leave", group.slug)),
        host.post(to("group-leave", group.slug), {"posts": "go"}),
        host.post(to("group-role", group.slug), {"move": "back"}),
    ):
        assert told.status_code == 200
        assert "You are the only host" in text_of(told)
        for way in ("group-members", "group-close", "group"):
            assert f'href="{to(way, group.slug)}"' in told.content.decode()
        assert 'name="posts"' not in told.content.decode()
        assert "Choose somebody in the list, and ask them to be host." in text_of(told)
    services.offer_role(actor=owner, slug=group.slug, membership_id=row.id, role="host", now=current_time())
    waits = text_of(host.get(to("group-leave", group.slug)))
    assert "You have asked Amber Test to be host. They have not answered yet" in waits
    assert "Choose somebody" not in waits
    assert standing(owner, group).role == GroupRole.HOST
    Membership.objects.filter(id=row.id).update(role="host", offered_role="")
    assert 'name="posts"' in host.get(to("group-leave", group.slug)).content.decode()
    Membership.objects.filter(id=row.id).delete()
    assert 'name="posts"' in host.get(to("group-leave", group.slug)).content.decode(), "nobody is left behind"


def test_members_are_written_to_from_the_list_where_they_allow_it(
    begin: Begin, join: Join, three: Three, sign_in: SignIn, now: datetime
) -> None:
    group = begin()
    owner, mate, stranger = three
    rows = [join(group, mate, "Amber Test"), join(group, stranger, "River Test")]
    page, first = to("group-members", group.slug), to("message-first", "group", rows[0].id)
    assert "/messages/new/" not in sign_in(owner).get(page).content.decode(), "nobody lets them"
    Membership.objects.filter(id=rows[0].id).update(lets_write=True)
    assert f'href="{first}"' in sign_in(owner).get(page).content.decode(), "they greet"
    assert first not in sign_in(stranger).get(page).content.decode(), "Amber is new"
    Membership.objects.filter(id=rows[0].id).update(joined_at=now - timedelta(days=14))
    why = "Who has no “Write to them” does not let members write to them now."
    answer = sign_in(stranger).get(page)
    assert why in text_of(answer), "the host does not let them"
    assert why in text_of(sign_in(owner).get(page)), "River does not let them"
    Membership.objects.filter(id=rows[1].id).update(lets_write=True)
    assert why not in text_of(sign_in(owner).get(page)), "everybody can be written to"
    assert f'href="{first}"' in answer.content.decode()
    assert "Write to them : Amber Test" in text_of(answer)
    assert sign_in(stranger).get(first).status_code == 200
    assert first not in sign_in(mate).get(page).content.decode(), "nobody writes to themself"
    Group.objects.filter(id=group.id).update(state="closed")
    closed = sign_in(stranger).get(page)
    assert first not in closed.content.decode(), "nobody is written to from there any more"
    assert why not in text_of(closed)


def test_who_is_new_is_told_who_can_write_to_them_until_when(
    begin: Begin, join: Join, mate: Person, sign_in: SignIn, now: datetime
) -> None:
    group = begin()
    row, browser = join(group, mate), sign_in(mate)
    to_let = to("group-letters", group.slug)
    said = text_of(browser.post(to_let, {"move": "yes"}, follow=True))
    assert "Those who greet here can write to you now, and other members once you have been here" in said
    day = date_format(localtime(now + timedelta(days=14), ZoneInfo(mate.time_zone)), "DATE_FORMAT")
    assert f"Until {day} only those who greet can write to you first, and then all members." in said
    Membership.objects.filter(id=row.id).update(joined_at=now - timedelta(days=14))
    said = text_of(browser.post(to_let, {"move": "yes"}, follow=True))
    assert "Members here can write to you now." in said
    assert "You are new here." not in said


def test_a_member_takes_over_a_group_whose_host_is_gone(
    begin: Begin, join: Join, owner: Person, mate: Person, sign_in: SignIn
) -> None:
    group = begin()
    join(group, mate)
    Membership.objects.filter(group=group, person=owner).delete()
    member = sign_in(mate)
    assert "This group has no host right now." in text_of(member.get(to("group", group.slug)))
    member.post(to("group-role", group.slug), {"move": "host"})
    assert standing(mate, group).role == GroupRole.HOST


def test_an_organiser_looks_at_new_groups_without_learning_who_began_them(
    begin: Begin, owner: Person, stranger: Person, sign_in: SignIn, settings: Settings
) -> None:
    settings.HOLD_NEW_GROUPS = True  # type: ignore[attr-defined]  # pytest-django's settings take anything
    group = begin()
    RoleGrant.objects.create(created_at=group.created_at, person=stranger, role=Role.ORGANISER)
    browser = sign_in(stranger)
    page = text_of(browser.get(to("organise-groups")))
    assert DETAILS.agreements in page
    assert "Quiet Heron" not in page
    assert owner.alias not in page
    browser.post(to("organise-group", group.slug), {"opens": "yes"})
    assert "No new group waits for a look." in text_of(browser.get(to("organise-groups")))
    group.refresh_from_db()
    assert group.state == "open"
