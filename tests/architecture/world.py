"""A small made-up community in which every address of the table leads somewhere."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import cached_property
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from allauth.mfa.models import Authenticator

from alongside.accounts import services as accounts
from alongside.accounts.enums import Role
from alongside.accounts.models import ApiToken, Person, RoleGrant
from alongside.checkins import services as checkins
from alongside.checkins.contents import contents
from alongside.checkins.details import Draft, Given, Sharing
from alongside.checkins.models import CheckIn, Entry, Reply
from alongside.circles import links
from alongside.circles import services as circles
from alongside.circles.agreements import Terms
from alongside.circles.details import AskDetails, CardDetails, ContactDetails, NeedDetails, Offer, TieDetails
from alongside.circles.enums import Side
from alongside.circles.models import Agreement, Ask, BurnoutCheck, Need, SafetyCard, Supporter, Thanks, Tie
from alongside.circles.offers import Level, Support
from alongside.instruments import services as questionnaires
from alongside.instruments.models import Result, Share
from alongside.instruments.retake import Every
from alongside.journeys import services as journeys
from alongside.journeys.details import JourneyDetails, SetbackDetails
from alongside.journeys.models import Goal, Journey, Setback, Told
from alongside.kernel.clock import current_time
from alongside.kernel.sealed import seal
from alongside.kernel.voice import Voice
from alongside.medication import services as medication
from alongside.medication.details import Draft as MedicineDraft
from alongside.medication.details import When
from alongside.medication.models import Entry as MedicationEntry
from alongside.medication.models import Medicine
from alongside.messaging.models import Message
from alongside.notifications import services as notifications
from alongside.notifications.links import confirm_path
from alongside.notifications.models import EmailAddress, PushSubscription
from alongside.notifications.sealing import ADDRESS
from alongside.plans import services as plans
from alongside.plans.models import Plan
from alongside.plans.steps import PlanKind, Step
from alongside.reachouts import services as reachouts
from alongside.reachouts.links import answer_path
from alongside.reachouts.models import Notification, ReachOut, Shift
from alongside.toolbox import services as toolbox
from alongside.toolbox.details import Filled
from alongside.toolbox.models import Sheet
from alongside.toolbox.worksheets import worksheets
from tests.architecture import world_messages
from tests.architecture.world_calling import Calls
from tests.architecture.world_chat import Chats
from tests.architecture.world_company import Company
from tests.architecture.world_events import Events
from tests.architecture.world_groups import Groups
from tests.architecture.world_media import Media
from tests.architecture.world_meetings import Meetings
from tests.architecture.world_regular import Regulars
from tests.architecture.world_safety import Moderated
from tests.architecture.world_threads import Threads
from tests.conftest import MakePerson
from tests.support.engine import step_of_the_engine

PHQ = ("interest", "down", "sleep", "energy", "appetite", "self", "concentrating", "moving")
OFFER = Offer(gives=("emotional",), hours=(), wakes_at="talk")


@dataclass(frozen=True)
class People:
    """Who asks for pages: nobody signed in, and one of each that can be told apart."""

    member: Person
    owner: Person
    supporter: Person
    listener: Person
    moderator: Person
    organiser: Person


class World(Calls, Chats, Company, Events, Groups, Media, Meetings, Moderated, Regulars, Threads):
    """Objects of `people.owner`, made when an address asks for them. Add yours as one more cached property."""

    def __init__(self, make_person: MakePerson, locale: str = "en") -> None:
        """Make the people, who all read this language; everything else is made on demand."""
        self.locale = locale
        self.now: datetime = current_time()
        self.people = People(
            **{name: make_person(f"{name.title()} Madeup", locale=locale) for name in People.__dataclass_fields__},
        )
        for role in Role:
            RoleGrant.objects.create(created_at=self.now, person=getattr(self.people, role), role=role)

    def _named(self, called: str) -> Tie:
        details = TieDetails(name=called, relation="friend", gives=("emotional",))
        return circles.name_tie(actor=self.people.owner, details=details, now=self.now)

    def _invited(self, called: str) -> str:
        invitation = circles.invite(actor=self.people.owner, tie_id=self._named(called).id, now=self.now)
        return links.sign(invitation.id, salt=links.INVITATION)

    @cached_property
    def invitation_token(self) -> str:
        """The link of an invitation that is open."""
        return self._invited("Uncle Test")

    @cached_property
    def tie(self) -> Tie:
        """The owner's tie to the supporter, accepted."""
        token = self._invited("Auntie Test")
        return circles.accept_invitation(
            actor=self.people.supporter, token=token, offer=OFFER, weekly_capacity=None, now=self.now
        )

    @cached_property
    def agreement(self) -> Agreement:
        """What the owner hopes for from the supporter, which is more than they offer."""
        terms = Terms(gives=frozenset(Support), zone=ZoneInfo("UTC"), within=60, not_wanted="Advice Test")
        return circles.write_terms(
            actor=self.people.owner, tie_id=self.tie.id, side=Side.OWNER, terms=terms, now=self.now
        )

    @cached_property
    def need(self) -> Need:
        """Something the owner wants support for."""
        details = NeedDetails(support="emotional", words="Someone to call at night")
        return circles.add_needs(actor=self.people.owner, needs=[details], now=self.now)[0]

    @cached_property
    def ask(self) -> Ask:
        """What the owner asks the supporter for, and waits for."""
        details = AskDetails("practical", (18, 19), "Only if it fits Test")
        return circles.ask_tie(actor=self.people.owner, tie_id=self.tie.id, ask=details, now=self.now)

    @cached_property
    def contact(self) -> Supporter:
        """Somebody without an account who stands with the owner."""
        tie = circles.accept_as_contact(
            token=self._invited("Neighbour Test"),
            contact=ContactDetails(email="neighbour@example.org", locale=self.locale, time_zone="UTC"),
            offer=OFFER,
            weekly_capacity=None,
            now=self.now,
        )
        assert tie.supporter
        return tie.supporter

    @property
    def contact_token(self) -> str:
        """The link of the contact's own page."""
        return links.sign(self.contact.id, salt=links.CONTACT)

    @cached_property
    def safety_card(self) -> SafetyCard:
        """What the owner wants to have at hand."""
        card = CardDetails(called="Odd Test", sentence="Breathe Test")
        return circles.write_safety_card(actor=self.people.owner, card=card, now=self.now)

    @cached_property
    def plan(self) -> Plan:
        """A safety plan of the owner's, one step of which supporter and contact may read."""
        owner, readers = self.people.owner, [self.tie.id, self.contact.ties.get().id]
        words = {"lines": ["River Test"], "tie_ids": [self.tie.id]}
        for step in (Step.COMPANY, Step.HELPERS):
            plans.write_step(actor=owner, kind=PlanKind.SAFETY, step=step, **words, now=self.now)
        plans.share_step(actor=owner, kind=PlanKind.SAFETY, step=Step.COMPANY, tie_ids=readers, now=self.now)
        return Plan.objects.get(owner=owner)

    @cached_property
    def sheet(self) -> Sheet:
        """An urge of the owner's that is waited out; supporter and contact may read of it."""
        owner, readers = self.people.owner, [self.tie.id, self.contact.ties.get().id]
        filled = Filled({"strong": 8, "set-off": "Bridge Test"}, once="test", minutes=20)
        row = toolbox.write_sheet(actor=owner, worksheet=worksheets()["urges"], filled=filled, now=self.now)
        toolbox.share_sheet(actor=owner, sheet_id=row.id, tie_ids=readers, now=self.now)
        return row

    @cached_property
    def questionnaire(self) -> Result:
        """What came out for the owner the last time, help first; they want to take it again."""
        owner, key = self.people.owner, "phq-9"
        for days, value in ((90, 2), (20, 1), (0, 2)):
            answers, at = {**dict.fromkeys(PHQ, value), "hurt": 1}, self.now - timedelta(days=days)
            result = questionnaires.keep_result(actor=owner, key=key, answers=answers, now=at)
        questionnaires.choose_rhythm(actor=owner, key=key, every=Every.FOUR_WEEKS, now=self.now)
        return result

    @cached_property
    def shared_numbers(self) -> Share:
        """That supporter and contact may read the numbers."""
        owner, readers = self.people.owner, [self.tie.id, self.contact.ties.get().id]
        assert self.questionnaire
        questionnaires.share_results(actor=owner, key="phq-9", tie_ids=readers, now=self.now)
        return Share.objects.get(tie=self.tie)

    @property
    def shared_numbers_token(self) -> str:
        """The link by which the contact reads them."""
        assert self.shared_numbers
        return self.contact_token

    @cached_property
    def burnout_check(self) -> BurnoutCheck:
        """How the owner answered about being worn out."""
        answers = [50, 50, 75, 25, 50, 50]
        return circles.keep_burnout_check(actor=self.people.owner, answers=answers, now=self.now)

    @cached_property
    def thanks(self) -> Thanks:
        """A thank-you to the supporter."""
        return self._thanked(self.tie)

    @cached_property
    def contact_thanks(self) -> Thanks:
        """A thank-you to the contact."""
        return self._thanked(self.contact.ties.get())

    def _thanked(self, tie: Tie) -> Thanks:
        owner = self.people.owner
        return circles.send_thanks(actor=owner, tie_id=tie.id, words="Thanks Test", key="test", now=self.now)

    @cached_property
    def journey(self) -> Journey:
        """What the owner counts, for 40 days."""
        began = (self.now - timedelta(days=40)).date()
        details = JourneyDetails("sober", "Journey Test", began, "twelve_step", why="Sister Test")
        return journeys.start_journey(actor=self.people.owner, details=details, now=self.now)

    @cached_property
    def exercises(self) -> Journey:
        """What the owner does and counts, once so far."""
        details = JourneyDetails("physio", "Knee Test", self.now.date(), "actions")
        row = journeys.start_journey(actor=self.people.owner, details=details, now=self.now)
        return journeys.log_action(actor=self.people.owner, journey_id=row.id, key="test", now=self.now)

    @cached_property
    def setback(self) -> Setback:
        """A setback of the owner's, of which supporter and contact were told."""
        details = SetbackDetails(
            first_day=self.now.date() - timedelta(days=2),
            last_day=self.now.date() - timedelta(days=2),
            key="test",
            happened="Happened Test",
            helped="Helped Test",
            message="Message Test",
            told=frozenset({self.tie.id, self.contact.ties.get().id}),
        )
        return journeys.tell_setback(actor=self.people.owner, journey_id=self.journey.id, details=details, now=self.now)

    @cached_property
    def told(self) -> Told:
        """That the supporter was told of it."""
        return Told.objects.get(setback=self.setback, tie=self.tie)

    @cached_property
    def contact_told(self) -> Told:
        """That the contact was told of it."""
        return Told.objects.get(setback=self.setback, tie=self.contact.ties.get())

    @cached_property
    def said(self) -> Told:
        """What the supporter said to it."""
        words = "Said Test"
        return journeys.say_words(
            actor=self.people.supporter, told_id=self.told.id, words=words, motif="sprout", now=self.now
        )

    @cached_property
    def spoken(self) -> Told:
        """What the supporter said to another setback, aloud."""
        return self._spoken(self.tie, self.people.supporter)

    @cached_property
    def contact_spoken(self) -> Told:
        """What the contact said to one, aloud."""
        return self._spoken(self.contact.ties.get(), self.contact)

    def _spoken(self, tie: Tie, actor: Person | Supporter) -> Told:
        day, owner = self.now.date(), self.people.owner
        details = SetbackDetails(day, day, f"spoken-{tie.id}", told=frozenset({tie.id}))
        setback = journeys.tell_setback(actor=owner, journey_id=self.journey.id, details=details, now=self.now)
        told_id, voice = Told.objects.get(setback=setback, tie=tie).id, Voice(b"\xff\xf3Sound Test", 7)
        return journeys.say_words(actor=actor, told_id=told_id, words="Said Test", motif="", voice=voice, now=self.now)

    @cached_property
    def goal(self) -> Goal:
        """A small goal of the owner's, that the supporter is to ask about."""
        owner, day = self.people.owner, self.now.date() + timedelta(days=3)
        row = journeys.add_goal(actor=owner, title="Goal Test", steps=["Step Test"], now=self.now)
        journeys.propose_goal_ask(actor=owner, goal_id=row.id, tie_id=self.tie.id, day=day, now=self.now)
        return row

    @cached_property
    def contact_goal(self) -> Goal:
        """The same for the contact."""
        owner, day = self.people.owner, self.now.date() + timedelta(days=3)
        row = journeys.add_goal(actor=owner, title="Walk Test", steps=[], now=self.now)
        tie_id = self.contact.ties.get().id
        journeys.propose_goal_ask(actor=owner, goal_id=row.id, tie_id=tie_id, day=day, now=self.now)
        return row

    @cached_property
    def check_in(self) -> CheckIn:
        """A check-in of the owner's, the mood shared with supporter and contact, who are told when it is missed."""
        draft = Draft("Evening Test", ("mood", "craving"), (time(20),), own=(("text", "Who Test?"),))
        row = checkins.build_check_in(actor=self.people.owner, draft=draft, now=self.now)
        ties = (self.tie.id, self.contact.ties.get().id)
        sharing = Sharing({contents(row).parts[0].id: ties}, ties, "Call Test")
        return checkins.share_check_in(actor=self.people.owner, check_in_id=row.id, sharing=sharing, now=self.now)

    @cached_property
    def check_in_entry(self) -> Entry:
        """What the owner answered to it."""
        mood, craving, own = contents(self.check_in).parts
        given = Given("test", {mood.id: 1, craving.id: 8, own.id: "Nobody Test"})
        actor = self.people.owner
        return checkins.answer_check_in(actor=actor, check_in_id=self.check_in.id, given=given, now=self.now)

    @cached_property
    def check_in_reply(self) -> Reply:
        """What the supporter said to that."""
        actor, entry = self.people.supporter, self.check_in_entry
        return checkins.reply(actor=actor, entry_id=entry.id, reaction="with_you", words="Here Test", now=self.now)

    @cached_property
    def message(self) -> Message:
        """What the owner wrote to the supporter, who wrote back."""
        return world_messages.short_conversation(self)

    @cached_property
    def medicine(self) -> Medicine:
        """A medicine of the owner's, planned every morning and evening; supporter and contact see the log."""
        owner, readers = self.people.owner, [self.tie.id, self.contact.ties.get().id]
        draft = MedicineDraft("Drops Test", "Tongue Test", When((time(8), time(20)), again=30))
        row = medication.write_medicine(actor=owner, draft=draft, now=self.now - timedelta(days=2))
        medication.share_medication(actor=owner, tie_ids=readers, now=self.now)
        return row

    @cached_property
    def medication_entry(self) -> MedicationEntry:
        """The latest time that it was planned, about which nothing is written down."""
        step_of_the_engine(medication.move_timings, self.medicine.timing, self.now)
        return MedicationEntry.objects.filter(medicine=self.medicine).latest("planned_for")

    @cached_property
    def reach_out(self) -> ReachOut:
        """An urgent reach-out of the owner; supporter and contact have been asked."""
        assert self.tie
        assert self.contact
        asking = reachouts.Asking(level=Level.URGENT, request_key=uuid4().hex, note="It is a hard night.")
        return reachouts.reach_out(owner_id=self.people.owner.id, asking=asking, now=self.now)

    @property
    def asked(self) -> Notification:
        """What the supporter was told."""
        return Notification.objects.get(reach_out=self.reach_out, supporter__person=self.people.supporter)

    @property
    def answer_token(self) -> str:
        """The link by which the contact answers."""
        asked = Notification.objects.get(reach_out=self.reach_out, supporter=self.contact)
        return answer_path(asked.id).strip("/").split("/")[-1]

    @cached_property
    def sign_in_token(self) -> str:
        """A link that signs the owner in."""
        return accounts.make_sign_in_link(person=self.people.owner, now=self.now).strip("/").split("/")[-1]

    @cached_property
    def api_token(self) -> ApiToken:
        """A token of the owner's."""
        accounts.create_token(person=self.people.owner, scopes=["read"], now=self.now)
        return ApiToken.objects.get(person=self.people.owner)

    @cached_property
    def passkey(self) -> Authenticator:
        """A passkey of the owner's; nobody can sign in with it."""
        kind = Authenticator.Type.WEBAUTHN
        return Authenticator.objects.create(user=self.people.owner, type=kind, data={"name": "Old phone"})

    @cached_property
    def app(self) -> Authenticator:
        """An app of the owner's that shows codes."""
        kind = Authenticator.Type.TOTP
        return Authenticator.objects.create(user=self.people.owner, type=kind, data={"secret": "not in this test"})

    @cached_property
    def device(self) -> PushSubscription:
        """A browser the owner is told on; what it is sealed with does not matter where nothing is sent."""
        return PushSubscription.objects.create(
            created_at=self.now, person=self.people.owner, endpoint_digest=b"a browser", subscription_sealed=b"not sent"
        )

    @cached_property
    def test_id(self) -> UUID:
        """A test the owner has sent to that browser."""
        assert self.device
        return notifications.send_test(actor=self.people.owner, now=self.now)

    @cached_property
    def email_token(self) -> str:
        """The link that proves the owner's e-mail address."""
        address = seal(self.people.owner.data_key_id, "owner@example.org", what=ADDRESS)
        row = EmailAddress.objects.create(created_at=self.now, person=self.people.owner, address_sealed=address)
        return confirm_path(row.id, now=self.now).strip("/").split("/")[-1]

    @cached_property
    def shift(self) -> Shift:
        """A shift of the owner's, who is a listener too for its sake."""
        RoleGrant.objects.create(created_at=self.now, person=self.people.owner, role=Role.LISTENER)
        return Shift.objects.create(created_at=self.now, person=self.people.owner, start=0, hours=1)
