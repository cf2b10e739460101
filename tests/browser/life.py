"""The small community of the table of addresses with a life of its own: what pages look like once people use them."""

import json
from dataclasses import replace
from datetime import datetime, time, timedelta
from functools import cached_property
from uuid import uuid4
from zoneinfo import ZoneInfo

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.urls import reverse

from alongside.accounts.models import Person
from alongside.checkins import services as checkins
from alongside.checkins.contents import contents
from alongside.checkins.details import Given
from alongside.checkins.models import CheckIn, Entry
from alongside.circles import links
from alongside.circles import services as circles
from alongside.circles.agreements import Terms
from alongside.circles.details import ContactDetails, NeedDetails, TieDetails
from alongside.circles.enums import Side
from alongside.circles.models import Agreement, Tie
from alongside.circles.names import names_of
from alongside.circles.offers import Level, Support
from alongside.circles.terms import current_terms
from alongside.config import demo_groups
from alongside.config.demo_check_ins import write_check_ins, write_weeks
from alongside.groups import services as groups
from alongside.groups import together
from alongside.groups.details import Entering
from alongside.groups.enums import Openness
from alongside.groups.models import Group
from alongside.journeys import services as journeys
from alongside.journeys.details import JourneyDetails, SetbackDetails
from alongside.journeys.models import Journey
from alongside.kernel.sealed import seal
from alongside.medication import services as medication
from alongside.medication.details import Draft as MedicineDraft
from alongside.medication.details import When
from alongside.medication.models import Entry as MedicationEntry
from alongside.medication.models import Medicine
from alongside.meetings import services as meetings
from alongside.meetings.models import Hosting, Service
from alongside.messaging.models import Message
from alongside.notifications.models import PushSubscription
from alongside.notifications.sealing import SUBSCRIPTION
from alongside.plans import services as plans
from alongside.plans.models import Plan
from alongside.plans.steps import PlanKind, Step
from alongside.reachouts import rota_services
from alongside.reachouts import services as reachouts
from alongside.reachouts.models import Notification, ReachOut
from alongside.toolbox import services as toolbox
from alongside.toolbox.details import Filled
from alongside.toolbox.models import Sheet
from alongside.toolbox.worksheets import worksheets
from alongside.ui.companies import DayWord, Moment
from tests.architecture import world_media, world_messages
from tests.architecture.world import World
from tests.browser.life_words import (
    ALWAYS,
    NEEDS,
    PLANNED,
    TALK,
    TEAM,
    THANKS,
    URGE,
    WITHOUT_ACCOUNT,
    WRITTEN,
    Someone,
    details_of,
    make_person,
)
from tests.support import made_up_meetings
from tests.support.engine import step_of_the_engine
from tests.support.passkeys import Passkey


class LivedWorld(World):
    """A World in which weeks have gone by. `live` makes all of it; `everybody` are those whose pages can be seen."""

    def __init__(self, *, device: str, locale: str) -> None:
        """Make the people, who read this language; `device` is the subscription of the owner's browser, as JSON."""
        super().__init__(make_person, locale)
        self._subscription = device

    def live(self) -> None:
        """Make everything that happened before now, then what the table needs, then what goes on elsewhere."""
        for someone in WITHOUT_ACCOUNT:
            self._circle_of_owner(someone)
        self.declined_tie()
        self._who_knows_whom()
        circles.add_needs(actor=self.people.owner, needs=NEEDS, now=self._weeks_ago())
        assert self.closed
        for name in dir(World):
            if not name.startswith("_"):
                getattr(self, name)
        self._working_lives()
        self._neighbours()
        made_up_meetings.nearby(self.now)
        assert self.answered
        assert self.unanswered
        self._owner_carries_much()

    def everybody(self) -> dict[str, Person]:
        """Return everybody who can be signed in, by what they are there for."""
        of_the_table = {who: getattr(self.people, who) for who in self.people.__dataclass_fields__}
        return {**of_the_table, "newcomer": self.newcomer, "answered": self.answered.owner, "alone": self.alone}

    def _neighbours(self) -> None:
        """Make so many people with a need of their own that the community can be counted, most of them at night."""
        for number in range(26):
            neighbour = make_person(f"Neighbour {number} Madeup", locale=self.locale)
            hours = [day * 24 + hour for day in range(1, 2 + number % 5) for hour in range(2, 3 + number % 7)]
            need = NeedDetails("emotional", "Somebody to call when I cannot sleep")
            circles.add_needs(actor=neighbour, needs=(need,), now=self._weeks_ago())
            neighbour.needs.update(hours=hours)

    @cached_property
    def newcomer(self) -> Person:
        """Somebody who has just joined."""
        return make_person("Finch Madeup", locale=self.locale)

    @cached_property
    def alone(self) -> Person:
        """Somebody with nobody yet, who has reached out all the same."""
        return make_person("Teal Madeup", locale=self.locale)

    @cached_property
    def device(self) -> PushSubscription:
        """A browser the owner is told on, at the push service of the tests."""
        key = self.people.owner.data_key_id
        return PushSubscription.objects.create(
            created_at=self.now,
            person=self.people.owner,
            device="Firefox on Android",
            endpoint_digest=b"a browser",
            subscription_sealed=seal(key, self._subscription, what=SUBSCRIPTION),
        )

    @cached_property
    def passkey(self) -> Authenticator:
        """A passkey of the owner's, as if a phone had made it."""
        made = json.loads(Passkey().make({"publicKey": {"user": {"id": "made-up"}, "challenge": "made-up"}}))
        kind = Authenticator.Type.WEBAUTHN
        data = {"name": "My old phone", "credential": made}
        return Authenticator.objects.create(user=self.people.owner, type=kind, data=data)

    @cached_property
    def closed(self) -> ReachOut:
        """A reach-out of the owner three days ago, which was answered and is over."""
        at = self.now - timedelta(days=3)
        row = self._reach_out(self.people.owner, Level.TALK, "Could somebody walk with me this afternoon?", at)
        self._answered_by_supporter(row, at + timedelta(minutes=4))
        return reachouts.close(reach_out_id=row.id, actor=self.people.owner, now=at + timedelta(hours=2))

    @cached_property
    def answered(self) -> ReachOut:
        """A reach-out of somebody else, whom the supporter is with; they have talked."""
        owner, at = make_person("Plover Madeup", country="IE", locale=self.locale), self.now - timedelta(minutes=40)
        for supporter, name in ((self.people.supporter, "Maple"), (self.people.owner, "Heron")):
            self._accepted(owner, details_of(name, "peer", 1, "emotional"), supporter, at - timedelta(days=20))
        row = self._reach_out(owner, Level.STRUGGLING, "The letter from the court came today.", at)
        asked = self._answered_by_supporter(row, at + timedelta(minutes=3))
        for number, (who, text) in enumerate(TALK):
            line = reachouts.Line(text, f"line-{number}", asked if who == "supporter" else None)
            reachouts.say(reach_out_id=row.id, line=line, now=at + timedelta(minutes=5 + 2 * number))
        return row

    @cached_property
    def unanswered(self) -> ReachOut:
        """A reach-out to which nobody came."""
        return self._reach_out(self.alone, Level.URGENT, "", self.now)

    def asked_of_answered(self) -> Notification:
        """What the supporter was told of the reach-out they answered."""
        return Notification.objects.get(reach_out=self.answered, supporter__person=self.people.supporter)

    @cached_property
    def journey(self) -> Journey:
        """A year in recovery, told to the supporter yesterday, with a setback some months ago."""
        owner, at = self.people.owner, self.now - timedelta(days=1)
        began = (self.now - timedelta(days=367)).date()
        details = JourneyDetails("sober", "My recovery", began, "twelve_step", why="For mornings that are mine again.")
        row = journeys.start_journey(actor=owner, details=details, now=at - timedelta(days=30))
        journeys.choose_listeners(actor=owner, journey_id=row.id, tie_ids=[self.tie.id], now=at - timedelta(days=30))
        day = began + timedelta(days=130)
        setback = SetbackDetails(
            day, day, "life", "An old song and an empty flat.", "Walking to my sister's, in the rain."
        )
        journeys.tell_setback(actor=owner, journey_id=row.id, details=setback, now=at - timedelta(days=29))
        step_of_the_engine(journeys.mark_milestones, row, at.replace(hour=12))
        return row

    @cached_property
    def hosting(self) -> Hosting:
        """A team that takes turns; one date is handed back, and the owner is asked for one more role."""
        assert self.meeting_date
        owner, others = self.people.owner, [make_person(f"{name} Madeup", locale=self.locale) for name in TEAM]
        serves = {owner: ("chair", "reader"), others[0]: ("chair", "greeter"), others[1]: ("reader", "timekeeper")}
        hosting = made_up_meetings.run_by(self.meeting, owner, serves, self.now)
        theirs = Service.objects.filter(serving__person=others[0], role__kind="chair").earliest("starts_at")
        meetings.hand_back(actor=others[0], service_id=theirs.id, now=self.now)
        role, slug = hosting.roles.get(kind="newcomers"), hosting.meeting.slug
        meetings.ask_to_serve(actor=owner, slug=slug, role_id=role.id, person=owner, now=self.now)
        return hosting

    @cached_property
    def check_in(self) -> CheckIn:
        """Some weeks of evenings, the mood shared with supporter and contact, who were told of one not answered."""
        return write_check_ins(self.people.owner, [self.tie.id, self.contact.ties.get().id], now=self.now)

    @cached_property
    def check_in_entry(self) -> Entry:
        """What the owner has just answered, on a hard evening."""
        said = {part.id: {"mood": 1, "craving": 8}.get(part.kind) for part in contents(self.check_in).parts}
        given = Given("life", said)
        actor = self.people.owner
        return checkins.answer_check_in(actor=actor, check_in_id=self.check_in.id, given=given, now=self.now)

    @cached_property
    def weekly(self) -> CheckIn:
        """Eight Sundays."""
        return write_weeks(self.people.owner, now=self.now)

    def missed_check_in(self) -> Entry:
        """The evening that was not answered."""
        return Entry.objects.get(check_in=self.check_in, told_at__isnull=False)

    def declined_tie(self) -> Tie:
        """A tie of the owner's to somebody who said: not now."""
        tie, token = self._asked_to_stand(self.people.owner, details_of("Brother Max", "family", 2), self._weeks_ago())
        circles.decline_invitation(actor=None, token=token, now=self._weeks_ago())
        return tie

    def _who_knows_whom(self) -> None:
        owner = self.people.owner
        ids = {name: tie_id for tie_id, name in names_of(Tie.objects.filter(owner=owner)).items()}
        sister, known = ids["My sister Ada Madeup"], [ids["Brother Max"], ids["Cousin Bo"], ids["Old flatmate"]]
        circles.set_acquaintances(actor=owner, tie_id=sister, knows=known, now=self._weeks_ago())

    def first_words_path(self) -> str:
        """Where whoever was answered can write to the supporter, which they have not done."""
        tie = Tie.objects.get(owner=self.answered.owner, supporter__person=self.people.supporter)
        return reverse("message-first", args=["tie", tie.id])

    @cached_property
    def message(self) -> Message:
        """The owner's latest of an evening on which the two wrote to each other."""
        last = world_messages.lived_conversation(self)
        self.message = last  # what is shown there is shown in it
        world_media.send_picture(self, seen="The shelf by the door", care="There are bottles on it")
        world_media.send_voice(self)
        return last

    def _weeks_ago(self) -> datetime:
        return self.now - timedelta(days=30)

    @cached_property
    def agreement(self) -> Agreement:
        """What the owner and the supporter agreed a month ago, and what the owner hopes for since."""
        agreed = Terms(
            gives=frozenset({Support.EMOTIONAL}),
            zone=ZoneInfo("Europe/London"),
            channels=frozenset({"call", "here"}),
            within=1440,
            not_wanted="No good advice, please. Being there is enough.",
        )
        sides = {Side.OWNER: self.people.owner, Side.SUPPORTER: self.people.supporter}
        for side, actor in sides.items():
            circles.write_terms(actor=actor, tie_id=self.tie.id, side=side, terms=agreed, now=self._weeks_ago())
        tie = Tie.objects.select_related("owner", "supporter__person").get(id=self.tie.id)
        for side, actor in sides.items():
            seen = current_terms(tie).stamp
            circles.confirm_terms(actor=actor, tie_id=tie.id, side=side, seen=seen, now=self._weeks_ago())
        hoped = replace(agreed, gives=frozenset({Support.EMOTIONAL, Support.PRACTICAL}), within=60, most_a_week=3)
        return circles.write_terms(actor=self.people.owner, tie_id=tie.id, side=Side.OWNER, terms=hoped, now=self.now)

    @cached_property
    def plan(self) -> Plan:
        """The owner's safety plan, as somebody writes one in an evening; supporter and contact may read one step."""
        owner, readers = self.people.owner, [self.tie.id, self.contact.ties.get().id]
        sister = next(tie_id for tie_id, name in names_of(Tie.objects.filter(owner=owner)).items() if "sister" in name)
        for step, lines in PLANNED.items():
            ties = [sister, self.tie.id] if step == Step.HELPERS else []
            said = {"lines": lines, "tie_ids": ties, "now": self._weeks_ago()}
            plans.write_step(actor=owner, kind=PlanKind.SAFETY, step=step, **said)
        plans.share_step(actor=owner, kind=PlanKind.SAFETY, step=Step.COMPANY, tie_ids=readers, now=self.now)
        return Plan.objects.get(owner=owner)

    @cached_property
    def medicine(self) -> Medicine:
        """Drops of the owner's each morning and night, and an hour ago; a spray when they need it; a break from one."""
        owner, ties = self.people.owner, [self.tie.id, self.contact.ties.get().id]
        an_hour_ago = (self.now - timedelta(hours=1)).astimezone(ZoneInfo(owner.time_zone))
        times = {time(7, 30), time(22), time(an_hour_ago.hour, an_hour_ago.minute)}
        drops = MedicineDraft("Green drops", "10 drops in half a glass of water", When(tuple(times), again=30))
        paused = MedicineDraft("Vitamin the clinic by the river suggested", when=When((time(9),)), is_private=True)
        row = medication.write_medicine(actor=owner, draft=drops, now=self.now - timedelta(days=9))
        spray = medication.write_medicine(actor=owner, draft=MedicineDraft("Spray", "Two puffs"), now=self._weeks_ago())
        other = medication.write_medicine(actor=owner, draft=paused, now=self._weeks_ago())
        medication.pause_medicine(actor=owner, medicine_id=other.id, now=self._weeks_ago())
        medication.take_now(actor=owner, medicine_id=spray.id, key="life", now=self.now - timedelta(hours=5))
        step_of_the_engine(medication.move_timings, row.timing, self.now)
        self._written_down(row)
        medication.share_medication(actor=owner, tie_ids=ties, now=self.now)
        return row

    def _written_down(self, medicine: Medicine) -> None:
        entries = MedicationEntry.objects.filter(medicine=medicine, planned_for__lt=self.now - timedelta(hours=2))
        for number, entry in enumerate(entries.order_by("planned_for")):
            given = ("taken", "taken", "not_this_time", "taken", "taken", "")[number % 6]
            at = (entry.planned_for or self.now) + timedelta(minutes=6)
            if given:
                medication.answer_entry(actor=self.people.owner, entry_id=entry.id, answer=given, now=at)

    @cached_property
    def medication_entry(self) -> MedicationEntry:
        """What was planned an hour ago, about which nothing is written down."""
        return MedicationEntry.objects.filter(medicine=self.medicine).latest("planned_for")

    @cached_property
    def sheet(self) -> Sheet:
        """An urge that is waited out, among other sheets of the owner's; supporter and contact may read of it."""
        owner, readers = self.people.owner, [self.tie.id, self.contact.ties.get().id]
        for number, (key, said) in enumerate(WRITTEN):
            filled, at = Filled(said, once=f"life {number}", is_at_hand=True), self.now - timedelta(days=9 - number)
            toolbox.write_sheet(actor=owner, worksheet=worksheets()[key], filled=filled, now=at)
        filled = Filled(URGE, once="life", minutes=20)
        row = toolbox.write_sheet(actor=owner, worksheet=worksheets()["urges"], filled=filled, now=self.now)
        toolbox.share_sheet(actor=owner, sheet_id=row.id, tie_ids=readers, now=self.now)
        return row

    @cached_property
    def group(self) -> Group:
        """The same group, in which more people are, one asks to be, and one cannot come back; others can be found."""
        row, owner = super().group, self.people.owner
        details = replace(demo_groups.GROUPS[1].details, name="Long evenings by the lake")
        groups.change_group(actor=owner, slug=row.slug, details=details, now=self.now)
        row.refresh_from_db()
        for number, alias in enumerate(("Silver Feather", "Northern River", "Early Pebble", "Warm Orchard")):
            person = make_person(f"Guest {number} Madeup", locale=self.locale)
            entering = Entering(alias, row.agreements_since)
            came = groups.join_group(actor=person, slug=row.slug, entering=entering, now=self.now)
            if number < 3:
                groups.answer_request(actor=owner, slug=row.slug, membership_id=came.id, lets_in=True, now=self.now)
            if number < 2:
                said = "I call my sister before the evening begins." if number else ""
                word = DayWord(uuid4(), Moment.MORNING, said, self.now + timedelta(hours=6))
                together.hear(person, came.id, word, self.now)
            if number == 2:
                with transaction.atomic():  # as whoever decides does
                    groups.put_out(group_id=row.id, person_id=person.id, now=self.now)
        hidden = replace(details, openness=Openness.HIDDEN)
        groups.change_group(actor=owner, slug=row.slug, details=hidden, now=self.now)
        for made in demo_groups.GROUPS[:4]:
            began = {"details": made.details, "alias": made.people[0][1], "now": self.now}
            groups.begin_group(actor=self.people.moderator, **began)
        return row

    def _working_lives(self) -> None:
        circles.change_capacity(actor=self.people.supporter, weekly_capacity=3, now=self.now)
        # Never on call today: whom a reach-out asks must not depend on the day of the week.
        for days in (2, 4):
            weekday = (self.now + timedelta(days=days)).weekday()
            rota_services.take_shift(actor=self.people.listener, weekday=weekday, hour=18, hours=5, now=self.now)

    def _owner_carries_much(self) -> None:
        """Have the owner help somebody at night, as often as they said they can, be thanked, and look how they are."""
        helped, at = make_person("Lark Madeup", locale=self.locale), self.now - timedelta(days=1)
        carrier = self.people.owner
        for supporter in (carrier, self.people.listener):
            self._accepted(helped, details_of("Heron", "friend", 1, "emotional"), supporter, at - timedelta(days=20))
        circles.change_capacity(actor=carrier, weekly_capacity=1, now=at)
        night = at.replace(hour=1, minute=30)
        row = self._reach_out(helped, Level.URGENT, "", night)
        self._answered_by(carrier, row, night + timedelta(minutes=5))
        reachouts.close(reach_out_id=row.id, actor=helped, now=night + timedelta(hours=1))
        tie = Tie.objects.get(owner=helped, supporter__person=carrier)
        circles.send_thanks(actor=helped, tie_id=tie.id, words=THANKS, key="life", now=self.now)
        for weeks, answers in ((8, [25] * 6), (4, [50, 25, 50, 25, 50, 25]), (2, [75, 50, 75, 50, 75, None])):
            circles.keep_burnout_check(actor=carrier, answers=answers, now=self.now - timedelta(weeks=weeks))

    def _asked_to_stand(self, owner: Person, details: TieDetails, at: datetime) -> tuple[Tie, str]:
        tie = circles.name_tie(actor=owner, details=details, now=at)
        return tie, links.sign(circles.invite(actor=owner, tie_id=tie.id, now=at).id, salt=links.INVITATION)

    def _circle_of_owner(self, someone: Someone) -> None:
        owner, at = self.people.owner, self._weeks_ago()
        if not someone.invited:
            circles.name_tie(actor=owner, details=someone.details, now=at)
            return
        invited_at = at if someone.offer else self.now - timedelta(days=2)
        _, token = self._asked_to_stand(owner, someone.details, invited_at)
        if someone.offer:
            contact = ContactDetails(email="", locale=self.locale, time_zone="Europe/London")
            circles.accept_as_contact(token=token, contact=contact, offer=someone.offer, weekly_capacity=None, now=at)

    def _accepted(self, owner: Person, details: TieDetails, supporter: Person, at: datetime) -> None:
        _, token = self._asked_to_stand(owner, details, at)
        circles.accept_invitation(actor=supporter, token=token, offer=ALWAYS, weekly_capacity=None, now=at)

    def _reach_out(self, owner: Person, level: Level, note: str, at: datetime) -> ReachOut:
        if owner == self.people.owner:
            assert self.tie
        asking = reachouts.Asking(level=level, request_key=uuid4().hex, note=note)
        return reachouts.reach_out(owner_id=owner.id, asking=asking, now=at)

    def _answered_by_supporter(self, row: ReachOut, at: datetime) -> Notification:
        return self._answered_by(self.people.supporter, row, at)

    def _answered_by(self, supporter: Person, row: ReachOut, at: datetime) -> Notification:
        rows = Notification.objects.select_related("reach_out__owner", "supporter__person", "tie", "wave")
        asked = rows.get(reach_out=row, supporter__person=supporter)
        reachouts.see(notification=asked, now=at)
        reachouts.answer(notification=asked, now=at)
        return asked
