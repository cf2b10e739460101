"""What of a `World` an address is about: the parameters of its route. Objects are the owner's."""

from collections.abc import Mapping

from alongside.circles.policies import access_contact_tie
from tests.architecture.world import World


def tie(world: World) -> Mapping[str, object]:
    """A tie of the owner to the supporter."""
    return {"tie_id": world.tie.id}


def agreement(world: World) -> Mapping[str, object]:
    """The same tie, with what the two agree."""
    assert world.agreement
    return tie(world)


def safety_card(world: World) -> Mapping[str, object]:
    """A safety card of the owner's; its address has no parameter."""
    assert world.safety_card
    return {}


def plan(world: World) -> Mapping[str, object]:
    """A safety plan of the owner's."""
    assert world.plan
    return {"kind": "safety"}


def plan_step(world: World) -> Mapping[str, object]:
    """A step of it that supporter and contact may read."""
    return {**plan(world), "step": "company"}


def shared_plan(world: World) -> Mapping[str, object]:
    """The tie through which the supporter reads it."""
    assert world.plan
    return tie(world)


def plan_of_contact(world: World) -> Mapping[str, object]:
    """The link by which the contact reads it."""
    assert world.plan
    return contact(world)


def medicine(world: World) -> Mapping[str, object]:
    """A medicine of the owner's, with a log that supporter and contact see."""
    return {"medicine_id": world.medicine.id}


def medication_entry(world: World) -> Mapping[str, object]:
    """A time of it that was planned."""
    return {"entry_id": world.medication_entry.id}


def shared_medication(world: World) -> Mapping[str, object]:
    """The tie through which the supporter sees the log."""
    assert world.medication_entry
    return tie(world)


def medication_of_contact(world: World) -> Mapping[str, object]:
    """The link by which the contact sees it."""
    assert world.medication_entry
    return contact(world)


def worksheet(_world: World) -> Mapping[str, object]:
    """A worksheet with every kind of field that has a look of its own."""
    return {"key": "weighing"}


def worksheet_read(world: World) -> Mapping[str, object]:
    """A worksheet in which the owner has written."""
    assert world.sheet
    return {"key": "urges"}


def sheet(world: World) -> Mapping[str, object]:
    """A sheet of the owner's."""
    return {"sheet_id": world.sheet.id}


def shared_sheets(world: World) -> Mapping[str, object]:
    """The tie through which the supporter reads it."""
    assert world.sheet
    return tie(world)


def shared_sheet(world: World) -> Mapping[str, object]:
    """The same sheet, as the supporter reads it."""
    return {**tie(world), **sheet(world)}


def sheets_of_contact(world: World) -> Mapping[str, object]:
    """The link by which the contact reads it."""
    assert world.sheet
    return contact(world)


def sheet_of_contact(world: World) -> Mapping[str, object]:
    """The same sheet, as the contact reads it."""
    return {**contact(world), **sheet(world)}


def questionnaire(world: World) -> Mapping[str, object]:
    """A questionnaire that the owner took some times."""
    return {"key": world.questionnaire.instrument}


def result(world: World) -> Mapping[str, object]:
    """What came out the last time."""
    return {"result_id": world.questionnaire.id}


def need(world: World) -> Mapping[str, object]:
    """Something the owner wants support for."""
    return {"need_id": world.need.id}


def contact_tie(world: World) -> Mapping[str, object]:
    """The owner's tie to a contact, who has not been asked for more."""
    return {"tie_id": access_contact_tie(world.contact).id}


def ask(world: World) -> Mapping[str, object]:
    """Something the owner asked the supporter for."""
    return {"ask_id": world.ask.id}


def step(_world: World) -> Mapping[str, object]:
    """A step of the guided path."""
    return {"step": "people"}


def invitation(world: World) -> Mapping[str, object]:
    """An open invitation of the owner."""
    return {"token": world.invitation_token}


def contact(world: World) -> Mapping[str, object]:
    """A contact without account."""
    return {"token": world.contact_token}


def burnout_check(world: World) -> Mapping[str, object]:
    """How the owner answered about being worn out."""
    return {"check_id": world.burnout_check.id}


def thanks(world: World) -> Mapping[str, object]:
    """A thank-you of the owner to the supporter."""
    return {"thanks_id": world.thanks.id}


def contact_thanks(world: World) -> Mapping[str, object]:
    """A thank-you of the owner to the contact."""
    return {**contact(world), "thanks_id": world.contact_thanks.id}


def journey(world: World) -> Mapping[str, object]:
    """What the owner counts days of."""
    return {"journey_id": world.journey.id}


def exercises(world: World) -> Mapping[str, object]:
    """What the owner counts actions of."""
    return {"journey_id": world.exercises.id}


def chip(world: World) -> Mapping[str, object]:
    """A milestone the owner has reached."""
    return {**journey(world), "mark": "days-30"}


def setback(world: World) -> Mapping[str, object]:
    """A setback of the owner's."""
    return {"setback_id": world.setback.id}


def told(world: World) -> Mapping[str, object]:
    """That the supporter was told of the setback."""
    return {"told_id": world.told.id}


def contact_told(world: World) -> Mapping[str, object]:
    """That the contact was told of the setback."""
    return {**contact(world), "told_id": world.contact_told.id}


def spoken(world: World) -> Mapping[str, object]:
    """What the supporter said aloud to a setback."""
    return {"told_id": world.spoken.id}


def contact_spoken(world: World) -> Mapping[str, object]:
    """What the contact said aloud to a setback."""
    return {**contact(world), "told_id": world.contact_spoken.id}


def goal(world: World) -> Mapping[str, object]:
    """A small goal of the owner's."""
    return {"goal_id": world.goal.id}


def goal_step(world: World) -> Mapping[str, object]:
    """A step to it."""
    return {**goal(world), "place": 1}


def goal_ask(world: World) -> Mapping[str, object]:
    """That the supporter is to ask about it."""
    return {"ask_id": world.goal.asks.get().id, "move": "yes"}


def contact_goal_ask(world: World) -> Mapping[str, object]:
    """That the contact is to ask about one."""
    return {**contact(world), "ask_id": world.contact_goal.asks.get().id, "move": "yes"}


def kind(_world: World) -> Mapping[str, object]:
    """What a journey counts."""
    return {"kind": "sober"}


def check_in(world: World) -> Mapping[str, object]:
    """A check-in of the owner."""
    return {"check_in_id": world.check_in.id}


def check_in_pack(_world: World) -> Mapping[str, object]:
    """A ready check-in."""
    return {"pack": "addiction"}


def check_in_entry(world: World) -> Mapping[str, object]:
    """What the owner answered, and shared in part with the supporter."""
    return {"entry_id": world.check_in_entry.id}


def contact_check_in_entry(world: World) -> Mapping[str, object]:
    """The same, shared in part with the contact."""
    return {**contact(world), **check_in_entry(world)}


def check_in_reply(world: World) -> Mapping[str, object]:
    """What the supporter said to it."""
    return {"reply_id": world.check_in_reply.id}


def reach_out(world: World) -> Mapping[str, object]:
    """A reach-out of the owner."""
    return {"reach_out_id": world.reach_out.id}


def reach_out_move(world: World) -> Mapping[str, object]:
    """A reach-out of the owner, to be called off."""
    return {**reach_out(world), "move": "cancel"}


def rehearsal(_world: World) -> Mapping[str, object]:
    """One's own rehearsal, at its longest page."""
    return {"level": "struggling", "support": "any", "stage": "asking"}


def asked(world: World) -> Mapping[str, object]:
    """What the supporter was told."""
    return {"notification_id": world.asked.id}


def asked_move(world: World) -> Mapping[str, object]:
    """What the supporter was told, to be answered."""
    return {**asked(world), "move": "answer"}


def answer(world: World) -> Mapping[str, object]:
    """What the contact was told."""
    return {"token": world.answer_token}


def answer_move(world: World) -> Mapping[str, object]:
    """What the contact was told, to be answered."""
    return {**answer(world), "move": "answer"}


def set_aside(world: World) -> Mapping[str, object]:
    """A row of work, to be tried again."""
    return {"kind": "reach-out", "row_id": world.reach_out.id}


def shift(world: World) -> Mapping[str, object]:
    """A listener's shift."""
    return {"shift_id": world.shift.id}


def token(world: World) -> Mapping[str, object]:
    """An API token."""
    return {"token_id": world.api_token.id}


def email(world: World) -> Mapping[str, object]:
    """A link that proves an e-mail address."""
    return {"token": world.email_token}


def device(world: World) -> Mapping[str, object]:
    """A browser somebody is told on."""
    return {"device_id": world.device.id}


def sent_test(world: World) -> Mapping[str, object]:
    """A test that somebody sent themself."""
    return {"test_id": world.test_id}


def app(world: World) -> Mapping[str, object]:
    """An app that shows codes; its address has no parameter."""
    assert world.app
    return {}


def passkey(world: World) -> Mapping[str, object]:
    """A passkey."""
    return {"pk": world.passkey.pk}


def sign_in_link(world: World) -> Mapping[str, object]:
    """A link that signs the owner in."""
    return {"token": world.sign_in_token}
