"""Addresses of journeys."""

from django.urls import path

from alongside.journeys.views import goals, journeys, setbacks, words

urlpatterns = [
    path("journeys/", journeys.overview, name="journeys"),
    path("journeys/start/", journeys.choose, name="journey-choose"),
    path("journeys/start/<slug:kind>/", journeys.start, name="journey-start"),
    path("journeys/<uuid:journey_id>/", journeys.journey, name="journey"),
    path("journeys/<uuid:journey_id>/change/", journeys.change, name="journey-change"),
    path("journeys/<uuid:journey_id>/done/", journeys.log, name="journey-log"),
    path("journeys/<uuid:journey_id>/done/take-back/", journeys.take_back, name="journey-log-back"),
    path("journeys/<uuid:journey_id>/hears/", journeys.hears, name="journey-hears"),
    path("journeys/<uuid:journey_id>/end/", journeys.end, name="journey-end"),
    path("journeys/<uuid:journey_id>/take-up/", journeys.take_up, name="journey-take-up"),
    path("journeys/<uuid:journey_id>/remove/", journeys.remove, name="journey-remove"),
    path("journeys/<uuid:journey_id>/chip/<slug:mark>/", journeys.chip, name="journey-chip"),
    path("journeys/<uuid:journey_id>/chip/<slug:mark>/chip.svg", journeys.chip_drawing, name="journey-chip-drawing"),
    path("journeys/<uuid:journey_id>/setback/", setbacks.tell, name="journey-setback"),
    path("journeys/setbacks/<uuid:setback_id>/", setbacks.setback, name="setback"),
    path("journeys/setbacks/<uuid:setback_id>/remove/", setbacks.remove, name="setback-remove"),
    path("journeys/words/<uuid:told_id>/read/", words.read, name="journey-words-read"),
    path("supporting/journeys/<uuid:told_id>/", words.say, name="supporting-told"),
    path("supporting/journeys/<uuid:told_id>/seen/", words.seen, name="supporting-told-seen"),
    path("with/<str:token>/journeys/<uuid:told_id>/", words.say_as_contact, name="with-told"),
    path("with/<str:token>/journeys/<uuid:told_id>/seen/", words.seen_by_contact, name="with-told-seen"),
    path("goals/", goals.overview, name="goals"),
    path("goals/add/", goals.add, name="goal-add"),
    path("goals/<uuid:goal_id>/", goals.goal, name="goal"),
    path("goals/<uuid:goal_id>/steps/<int:place>/", goals.tick, name="goal-step"),
    path("goals/<uuid:goal_id>/reached/", goals.reached, name="goal-reached"),
    path("goals/<uuid:goal_id>/remove/", goals.remove, name="goal-remove"),
    path("goals/<uuid:goal_id>/ask/", goals.ask, name="goal-ask"),
    path("goals/<uuid:goal_id>/ask/take-back/", goals.take_back, name="goal-ask-take-back"),
    path("supporting/goals/<uuid:ask_id>/<slug:move>/", goals.answer_ask, name="supporting-goal"),
    path("with/<str:token>/goals/<uuid:ask_id>/<slug:move>/", goals.answer_ask_as_contact, name="with-goal"),
]
