"""The events of the group of the made-up community."""

from datetime import datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any

from alongside.groups import services as groups
from alongside.groups.models import Event, EventQuestion, Group, Membership
from alongside.groups.stage.details import Order, Planning

if TYPE_CHECKING:
    from tests.architecture.world import People


class Events:
    """An event that is on, one to come and one that was, for a `World`."""

    people: "People"
    now: datetime

    if TYPE_CHECKING:

        @cached_property
        def group(self) -> Group:
            """The group that holds them."""

    def _planned(self, title: str, starts_at: datetime) -> Event:
        planning = Planning(
            title=title,
            about="For people who go through long evenings.",
            kind="questions",
            day=starts_at.date(),
            at=starts_at.time(),
            zone="UTC",
            minutes=60,
            call_url="https://meet.example.org/evening",
        )
        return groups.plan_event(actor=self.people.owner, slug=self.group.slug, planning=planning, now=self.now)

    def _place(self, event: Event) -> dict[str, Any]:
        return {"slug": self.group.slug, "event_id": event.id, "now": self.now}

    @cached_property
    def planned_event(self) -> Event:
        """One that is to come, at which the supporter wants to be."""
        event = self._planned("Sunday Test", self.now + timedelta(days=4))
        groups.will_come(actor=self.people.supporter, comes=True, **self._place(event))
        return event

    @cached_property
    def event(self) -> Event:
        """One that is on: the supporter is asked to speak, questions wait and are on the stage, the owner answers."""
        event = self._planned("Tonight Test", self.now + timedelta(minutes=10))
        place, owner, supporter = self._place(event), self.people.owner, self.people.supporter
        guest = Membership.objects.get(group=self.group, person=supporter, state="in")
        groups.ask_guest(actor=owner, membership_id=guest.id, **place)
        groups.begin_event(actor=owner, **place)
        for words, is_anonymous in (("Evenings Test", False), ("Shaky Test, but I am here", True)):
            groups.ask_question(actor=supporter, words=words, is_anonymous=is_anonymous, **place)
        shown = groups.ask_question(actor=owner, words="Long one Test", is_anonymous=False, **place)
        groups.act_on_question(actor=owner, order=Order("stage", shown.id), **place)
        groups.say_line(actor=owner, words="Welcome Test, all of you", **place)
        groups.ask_question(actor=owner, words="Someone to call at night", is_anonymous=False, **place)
        groups.want_to_hear(actor=owner, question_id=self._asked(event).id, wants=True, **place)
        return event

    def _asked(self, event: Event) -> EventQuestion:
        return EventQuestion.objects.filter(event=event, asker__person=self.people.supporter).order_by("id")[0]

    @property
    def event_question(self) -> EventQuestion:
        """What the supporter asked at it."""
        return self._asked(self.event)

    @cached_property
    def past_event(self) -> Event:
        """One that was, with a question that was answered and a summary."""
        event = self._planned("River Test", self.now + timedelta(minutes=5))
        place, owner = self._place(event), self.people.owner
        asked = groups.ask_question(actor=self.people.supporter, words="Long one Test", is_anonymous=False, **place)
        groups.begin_event(actor=owner, **place)
        groups.act_on_question(actor=owner, order=Order("stage", asked.id), **place)
        groups.say_line(actor=owner, words="Shaky Test, but I am here", **place)
        groups.end_event(actor=owner, **place)
        groups.write_summary(actor=owner, text="It is a hard night.", **place)
        return event
