"""Every address of Alongside, and the code with which each kind of person is answered to a GET.

A new address fails the tests until it has a row here. `of` gives what the route needs, from a `World`: objects are the
owner's. `codes` stand for, in this order:

    stranger (not signed in), member (nothing to do with the object), owner, supporter (of the owner, asked by their
    reach-out), listener, moderator, organiser

Everybody who is signed in has just confirmed who they are.

302 leads to signing in. 404 means that this person must not know whether it exists; 403 that they may know, but not
do this. 405 is for what is only done, never shown.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from alongside.circles.policies import access_contact_tie
from tests.architecture.world import World

WHO = ("stranger", "member", "owner", "supporter", "listener", "moderator", "organiser")

#             strg memb ownr supp list mode orga
PUBLIC = "     200  200  200  200  200  200  200"
SIGNED_IN = "  302  200  200  200  200  200  200"
BY_LINK = "    200  200  200  200  200  200  200"
TIES_OWNER = " 302  404  200  403  404  404  404"  # both ends of a tie know that there is one
TIES_OTHER = " 302  404  403  200  404  404  404"
OWNERS = "     302  404  200  404  404  404  404"
ASKED = "      302  404  404  200  404  404  404"
NONE_WAIT = "   302  404  404  404  404  404  404"  # codes are handed over only while they are shown
BY_TOKEN = "   401  401  401  401  401  401  401"  # being signed in on the pages is no token
NOWHERE = "    404  404  404  404  404  404  404"
ELSEWHERE = "  302  302  302  302  302  302  302"
WHOEVER_LEFT = "200 302  302  302  302  302  302"  # for those who are not signed in
ORGANISERS = " 302  403  403  403  403  403  200"
LISTENERS = "  302  403  403  403  200  403  403"
DONE = "       302  405  405  405  405  405  405"
DONE_ANYWHO = "405  405  405  405  405  405  405"


def nothing(_world: World) -> Mapping[str, object]:
    """For a route without parameters."""
    return {}


@dataclass(frozen=True)
class Row:
    """One address, and the code each of `WHO` gets."""

    route: str
    codes: str
    of: Callable[[World], Mapping[str, object]] = nothing

    def expected(self) -> dict[str, int]:
        """Return the code for each kind of person."""
        return dict(zip(WHO, map(int, self.codes.split()), strict=True))


def part_of(of: Callable[[World], Mapping[str, object]]) -> Callable[[World], Mapping[str, object]]:
    """The part of that page which changes."""
    return lambda world: {**of(world), "part": "now"}


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


ROWS = (
    # accounts
    Row("check-ins/", SIGNED_IN),
    Row("check-ins/answer/", DONE),
    Row("check-ins/waiting/", SIGNED_IN),
    Row("check-ins/waiting/send/", SIGNED_IN),
    Row("check-ins/offline/", SIGNED_IN),
    Row("check-ins/new/", SIGNED_IN),
    Row("check-ins/new/<slug:pack>/", SIGNED_IN, check_in_pack),
    Row("check-ins/kept/<uuid:entry_id>/", OWNERS, check_in_entry),
    Row("check-ins/kept/<uuid:entry_id>/delete/", OWNERS, check_in_entry),
    Row("check-ins/replies/<uuid:reply_id>/seen/", DONE, check_in_reply),
    Row("check-ins/<uuid:check_in_id>/", OWNERS, check_in),
    Row("check-ins/<uuid:check_in_id>/change/", OWNERS, check_in),
    Row("check-ins/<uuid:check_in_id>/sharing/", OWNERS, check_in),
    Row("check-ins/<uuid:check_in_id>/history/", OWNERS, check_in),
    Row("check-ins/<uuid:check_in_id>/weeks/", OWNERS, check_in),
    Row("check-ins/<uuid:check_in_id>/pause/", DONE, check_in),
    Row("check-ins/<uuid:check_in_id>/resume/", DONE, check_in),
    Row("check-ins/<uuid:check_in_id>/delete/", OWNERS, check_in),
    Row("supporting/check-ins/<uuid:entry_id>/", ASKED, check_in_entry),
    Row("with/<str:token>/check-ins/<uuid:entry_id>/", BY_LINK, contact_check_in_entry),
    Row("join/", WHOEVER_LEFT),
    Row("recover/", PUBLIC),
    Row("language/", DONE_ANYWHO),
    Row("sign-in/", WHOEVER_LEFT),
    Row("sign-in/second-step/", ELSEWHERE),  # only between passphrase and second step
    Row("sign-in/passkey/", ELSEWHERE),  # a script asks for it
    Row("sign-in/link/<str:token>/", BY_LINK, sign_in_link),
    Row("sign-out/", SIGNED_IN),
    Row("account/", SIGNED_IN),
    Row("account/profile/", SIGNED_IN),
    Row("account/recovery-codes/", SIGNED_IN),
    Row("account/recovery-codes/file/", NONE_WAIT),
    Row("account/recovery-codes/renew/", SIGNED_IN),
    Row("account/passphrase/", SIGNED_IN),
    Row("account/confirm/", SIGNED_IN),
    Row("account/confirm/code/", " 302 302 200 302 302 302 302", app),
    Row("account/confirm/passkey/", ELSEWHERE),  # nobody here has one that works
    Row("account/second-step/", SIGNED_IN),
    Row("account/second-step/app/", SIGNED_IN),
    Row("account/second-step/app/remove/", OWNERS, app),
    Row("account/second-step/passkeys/", ELSEWHERE),
    Row("account/second-step/passkeys/add/", SIGNED_IN),
    Row("account/second-step/passkeys/<int:pk>/rename/", OWNERS, passkey),
    Row("account/second-step/passkeys/<int:pk>/remove/", OWNERS, passkey),
    Row("account/sessions/", SIGNED_IN),
    Row("account/sessions/end/", DONE),
    Row("account/sessions/end-all/", DONE),
    Row("account/tokens/<uuid:token_id>/revoke/", DONE, token),
    Row("account/export/", SIGNED_IN),
    Row("account/erase/", SIGNED_IN),
    # notifications
    Row("notifications/", SIGNED_IN),
    Row("notifications/preferences/", DONE),
    Row("notifications/email/", DONE),
    Row("notifications/email/remove/", DONE),
    Row("notifications/email/confirm/<str:token>/", BY_LINK, email),
    Row("notifications/devices/", DONE),
    Row("notifications/devices/<uuid:device_id>/remove/", DONE, device),
    Row("notifications/test/", DONE),
    Row("notifications/test/<uuid:test_id>/", OWNERS, sent_test),
    # today
    Row("", PUBLIC),
    Row("today/cards/", SIGNED_IN),
    Row("begin/", ELSEWHERE),
    Row("begin/needs/", SIGNED_IN),
    Row("begin/people/", SIGNED_IN),
    Row("begin/invite/", SIGNED_IN),
    Row("begin/invite/<uuid:tie_id>/", DONE, tie),
    Row("begin/invite/<uuid:tie_id>/send/", DONE, tie),
    Row("begin/rehearse/", SIGNED_IN),
    Row("begin/put-away/", DONE),
    Row("begin/<slug:step>/pass/", DONE, lambda _world: {"step": "needs"}),
    Row("organise/", ORGANISERS),
    Row("organise/community/", ORGANISERS),
    Row("organise/<str:kind>/<uuid:row_id>/again/", " 302 403 403 403 403 403 405", set_aside),
    Row("styleguide/", ORGANISERS),
    # ui
    Row("crisis-lines/", PUBLIC),
    Row("leave/", ELSEWHERE),
    Row("look/", DONE_ANYWHO),
    Row("notes/", PUBLIC),
    Row("offline/", PUBLIC),
    Row("manifest.webmanifest", PUBLIC),
    Row("sw.js", PUBLIC),
    Row("offline.js", PUBLIC),
    # circles
    Row("circle/", SIGNED_IN),
    Row("circle/part/", SIGNED_IN),
    Row("circle/add/", SIGNED_IN),
    Row("circle/coverage/", SIGNED_IN),
    Row("circle/coverage/part/", SIGNED_IN),
    Row("circle/map/", SIGNED_IN),
    Row("circle/map/data/", SIGNED_IN),
    Row("circle/measures/", SIGNED_IN),
    Row("circle/needs/", SIGNED_IN),
    Row("circle/needs/<uuid:need_id>/", OWNERS, need),
    Row("circle/needs/<uuid:need_id>/remove/", OWNERS, need),
    Row(
        "circle/ask/<uuid:tie_id>/<slug:support>/", OWNERS, lambda world: {**contact_tie(world), "support": "practical"}
    ),
    Row("circle/asks/<uuid:ask_id>/take-back/", DONE, ask),
    Row("circle/build/", SIGNED_IN),
    Row("circle/build/<slug:step>/", SIGNED_IN, step),
    Row("circle/build/<slug:step>/pass/", DONE, step),
    Row("circle/build/<slug:step>/link/<uuid:tie_id>/", DONE, lambda world: {**step(world), **tie(world)}),
    Row("circle/ties/<uuid:tie_id>/", TIES_OWNER, tie),
    Row("circle/ties/<uuid:tie_id>/part/", TIES_OWNER, tie),
    Row("circle/ties/<uuid:tie_id>/change/", TIES_OWNER, tie),
    Row("circle/ties/<uuid:tie_id>/knows/", TIES_OWNER, tie),
    Row("circle/ties/<uuid:tie_id>/invite/", DONE, tie),
    Row("circle/ties/<uuid:tie_id>/send/", DONE, tie),
    Row("circle/ties/<uuid:tie_id>/take-back/", DONE, tie),
    Row("circle/ties/<uuid:tie_id>/remove/", TIES_OWNER, tie),
    Row("circle/ties/<uuid:tie_id>/put-away/", DONE, tie),
    Row("circle/ties/<uuid:tie_id>/agreement/", TIES_OWNER, agreement),
    Row("circle/ties/<uuid:tie_id>/agreement/part/", TIES_OWNER, agreement),
    Row("circle/ties/<uuid:tie_id>/agreement/write/", TIES_OWNER, agreement),
    Row("circle/ties/<uuid:tie_id>/agreement/take-over/", DONE, agreement),
    Row("circle/ties/<uuid:tie_id>/agreement/confirm/", DONE, agreement),
    Row("circle/ties/<uuid:tie_id>/agreement/still-right/", DONE, agreement),
    Row("circle/ties/<uuid:tie_id>/thank/", TIES_OWNER, tie),
    Row("circle/ties/<uuid:tie_id>/thank/put-away/", DONE, tie),
    Row("safety-card/", SIGNED_IN),
    Row("safety-card/write/", SIGNED_IN),
    Row("safety-card/kept/", SIGNED_IN),
    Row("safety-card/remove/", OWNERS, safety_card),
    Row("invitation/<str:token>/", BY_LINK, invitation),
    Row("invitation/<str:token>/accept/", " 302 200 403 200 200 200 200", invitation),
    Row("invitation/<str:token>/accept-as-contact/", BY_LINK, invitation),
    Row("invitation/<str:token>/decline/", DONE_ANYWHO, invitation),
    Row("supporting/", SIGNED_IN),
    Row("supporting/part/", SIGNED_IN),
    Row("supporting/capacity/", SIGNED_IN),
    Row("supporting/breather/", SIGNED_IN),
    Row("supporting/back/", DONE),
    Row("supporting/asks/<uuid:ask_id>/agree/", DONE, ask),
    Row("supporting/asks/<uuid:ask_id>/not-now/", DONE, ask),
    Row("supporting/check/", SIGNED_IN),
    Row("supporting/check/remove/", SIGNED_IN),
    Row("supporting/check/<uuid:check_id>/", OWNERS, burnout_check),
    Row("supporting/check/<uuid:check_id>/remove/", OWNERS, burnout_check),
    Row("supporting/thanks/<uuid:thanks_id>/seen/", DONE, thanks),
    Row("supporting/<uuid:tie_id>/", TIES_OTHER, tie),
    Row("supporting/<uuid:tie_id>/leave/", TIES_OTHER, tie),
    Row("supporting/<uuid:tie_id>/agreement/", TIES_OTHER, agreement),
    Row("supporting/<uuid:tie_id>/agreement/part/", TIES_OTHER, agreement),
    Row("supporting/<uuid:tie_id>/agreement/write/", TIES_OTHER, agreement),
    Row("supporting/<uuid:tie_id>/agreement/take-over/", DONE, agreement),
    Row("supporting/<uuid:tie_id>/agreement/confirm/", DONE, agreement),
    Row("supporting/<uuid:tie_id>/agreement/still-right/", DONE, agreement),
    Row("with/<str:token>/", BY_LINK, contact),
    Row("with/<str:token>/offer/", BY_LINK, contact),
    Row("with/<str:token>/details/", BY_LINK, contact),
    Row("with/<str:token>/capacity/", BY_LINK, contact),
    Row("with/<str:token>/breather/", BY_LINK, contact),
    Row("with/<str:token>/back/", DONE_ANYWHO, contact),
    Row("with/<str:token>/asks/<uuid:ask_id>/agree/", DONE_ANYWHO, lambda world: {**contact(world), **ask(world)}),
    Row("with/<str:token>/asks/<uuid:ask_id>/not-now/", DONE_ANYWHO, lambda world: {**contact(world), **ask(world)}),
    Row("with/<str:token>/connect/", " 302 200 403 200 200 200 200", contact),
    Row("with/<str:token>/thanks/<uuid:thanks_id>/seen/", DONE_ANYWHO, contact_thanks),
    Row("with/<str:token>/leave/", BY_LINK, contact),
    Row("with/<str:token>/agreement/", BY_LINK, contact),
    Row("with/<str:token>/agreement/part/", BY_LINK, contact),
    Row("with/<str:token>/agreement/write/", BY_LINK, contact),
    Row("with/<str:token>/agreement/take-over/", DONE_ANYWHO, contact),
    Row("with/<str:token>/agreement/confirm/", DONE_ANYWHO, contact),
    Row("with/<str:token>/agreement/still-right/", DONE_ANYWHO, contact),
    # instruments
    Row("questionnaires/", SIGNED_IN),
    Row("questionnaires/result/gone/", SIGNED_IN),
    Row("questionnaires/result/<uuid:result_id>/", OWNERS, result),
    Row("questionnaires/result/<uuid:result_id>/remove/", OWNERS, result),
    Row("questionnaires/<slug:key>/", SIGNED_IN, questionnaire),
    Row("questionnaires/<slug:key>/take/", SIGNED_IN, questionnaire),
    Row("questionnaires/<slug:key>/again/", SIGNED_IN, questionnaire),
    Row("questionnaires/<slug:key>/not-now/", DONE, questionnaire),
    Row("questionnaires/<slug:key>/share/", SIGNED_IN, questionnaire),
    Row("questionnaires/<slug:key>/results.csv", SIGNED_IN, questionnaire),
    Row("questionnaires/<slug:key>/remove/", SIGNED_IN, questionnaire),
    Row("supporting/<uuid:tie_id>/questionnaires/", TIES_OTHER, lambda world: {"tie_id": world.shared_numbers.tie_id}),
    Row("with/<str:token>/questionnaires/", BY_LINK, lambda world: {"token": world.shared_numbers_token}),
    # journeys
    Row("journeys/", SIGNED_IN),
    Row("journeys/start/", SIGNED_IN),
    Row("journeys/start/<slug:kind>/", SIGNED_IN, kind),
    Row("journeys/<uuid:journey_id>/", OWNERS, journey),
    Row("journeys/<uuid:journey_id>/change/", OWNERS, journey),
    Row("journeys/<uuid:journey_id>/done/", DONE, exercises),
    Row("journeys/<uuid:journey_id>/done/take-back/", DONE, exercises),
    Row("journeys/<uuid:journey_id>/hears/", OWNERS, journey),
    Row("journeys/<uuid:journey_id>/end/", OWNERS, journey),
    Row("journeys/<uuid:journey_id>/take-up/", DONE, journey),
    Row("journeys/<uuid:journey_id>/remove/", OWNERS, journey),
    Row("journeys/<uuid:journey_id>/chip/<slug:mark>/", OWNERS, chip),
    Row("journeys/<uuid:journey_id>/setback/", OWNERS, journey),
    Row("journeys/setbacks/<uuid:setback_id>/", OWNERS, setback),
    Row("journeys/setbacks/<uuid:setback_id>/remove/", OWNERS, setback),
    Row("journeys/words/<uuid:told_id>/read/", DONE, told),
    Row("supporting/journeys/<uuid:told_id>/", ASKED, told),
    Row("supporting/journeys/<uuid:told_id>/seen/", DONE, told),
    Row("with/<str:token>/journeys/<uuid:told_id>/", BY_LINK, contact_told),
    Row("with/<str:token>/journeys/<uuid:told_id>/seen/", DONE_ANYWHO, contact_told),
    Row("goals/", SIGNED_IN),
    Row("goals/add/", SIGNED_IN),
    Row("goals/<uuid:goal_id>/", OWNERS, goal),
    Row("goals/<uuid:goal_id>/steps/<int:place>/", DONE, goal_step),
    Row("goals/<uuid:goal_id>/reached/", DONE, goal),
    Row("goals/<uuid:goal_id>/remove/", OWNERS, goal),
    Row("goals/<uuid:goal_id>/ask/", OWNERS, goal),
    Row("goals/<uuid:goal_id>/ask/take-back/", DONE, goal),
    Row("supporting/goals/<uuid:ask_id>/<slug:move>/", DONE, goal_ask),
    Row("with/<str:token>/goals/<uuid:ask_id>/<slug:move>/", DONE_ANYWHO, contact_goal_ask),
    # plans
    Row("plans/", SIGNED_IN),
    Row("plans/<slug:kind>/", SIGNED_IN, plan),
    Row("plans/<slug:kind>/holds/", DONE, plan),
    Row("plans/<slug:kind>/kept/", SIGNED_IN, plan),
    Row("plans/<slug:kind>/remove/", OWNERS, plan),
    Row("plans/<slug:kind>/<slug:step>/", SIGNED_IN, plan_step),
    Row("plans/<slug:kind>/<slug:step>/share/", OWNERS, plan_step),
    Row("supporting/<uuid:tie_id>/plans/", TIES_OTHER, shared_plan),
    Row("with/<str:token>/plans/", BY_LINK, plan_of_contact),
    # toolbox
    Row("toolbox/", PUBLIC),
    Row("toolbox/<slug:key>/", PUBLIC, lambda _world: {"key": "breathing"}),
    # reachouts
    Row("reach-out/", SIGNED_IN),
    Row("reach-out/waiting/", SIGNED_IN),
    Row("reach-out/waiting/send/", SIGNED_IN),
    Row("reach-out/rehearse/", SIGNED_IN),
    Row("reach-out/rehearse/end/", SIGNED_IN),
    Row("reach-out/rehearse/<slug:level>/<slug:support>/<slug:stage>/", SIGNED_IN, rehearsal),
    Row("reach-out/<uuid:reach_out_id>/", OWNERS, reach_out),
    Row("reach-out/<uuid:reach_out_id>/part/<slug:part>/", OWNERS, part_of(reach_out)),
    Row("reach-out/<uuid:reach_out_id>/<slug:move>/", DONE, reach_out_move),
    Row("asked/<uuid:notification_id>/", ASKED, asked),
    Row("asked/<uuid:notification_id>/part/<slug:part>/", ASKED, part_of(asked)),
    Row("asked/<uuid:notification_id>/<slug:move>/", DONE, asked_move),
    Row("answer/<str:token>/", BY_LINK, answer),
    Row("answer/<str:token>/part/<slug:part>/", BY_LINK, part_of(answer)),
    Row("answer/<str:token>/<slug:move>/", DONE_ANYWHO, answer_move),
    Row("listening/", LISTENERS),
    Row("listening/<uuid:shift_id>/end/", " 302 403 405 403 405 403 403", shift),
    # api
    Row("api/v1/", NOWHERE),
    Row("api/<path:rest>", NOWHERE, lambda _world: {"rest": "v1/nothing"}),
    Row("api/v1/openapi.json", PUBLIC),
    Row("api/v1/checkins", BY_TOKEN),
    Row("api/v1/checkins/own", BY_TOKEN),
    Row("api/v1/health", "503 503 503 503 503 503 503"),  # no worker runs here
    Row("api/v1/circle", BY_TOKEN),
    Row("api/v1/circle/coverage", BY_TOKEN),
    Row("api/v1/circle/needs", DONE_ANYWHO),
    Row("api/v1/circle/needs/<uuidstr:need_id>", DONE_ANYWHO, need),
    Row("api/v1/circle/ties", DONE_ANYWHO),
    Row("api/v1/circle/ties/<uuidstr:tie_id>", BY_TOKEN, tie),
    Row("api/v1/community", BY_TOKEN),
    Row("api/v1/journeys", BY_TOKEN),
    Row("api/v1/journeys/<uuidstr:journey_id>/setbacks", DONE_ANYWHO, journey),
    Row("api/v1/reachouts", BY_TOKEN),
    Row("api/v1/reachouts/<uuidstr:reach_out_id>", BY_TOKEN, reach_out),
    Row("api/v1/reachouts/<uuidstr:reach_out_id>/answer", DONE_ANYWHO, reach_out),
    Row("api/v1/reachouts/<uuidstr:reach_out_id>/cancel", DONE_ANYWHO, reach_out),
    Row("api/v1/reachouts/<uuidstr:reach_out_id>/close", DONE_ANYWHO, reach_out),
    Row("api/v1/reachouts/<uuidstr:reach_out_id>/decline", DONE_ANYWHO, reach_out),
    Row("api/v1/reachouts/<uuidstr:reach_out_id>/messages", DONE_ANYWHO, reach_out),
    Row("api/v1/reachouts/<uuidstr:reach_out_id>/resume", DONE_ANYWHO, reach_out),
)
