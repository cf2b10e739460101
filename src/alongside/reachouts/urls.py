"""Addresses of reach-outs."""

from django.urls import path

from alongside.reachouts.views import reach_outs, rehearsal, waiting

urlpatterns = [
    path("reach-out/", reach_outs.start, name="reach-out"),
    path("reach-out/rehearse/", rehearsal.start, name="rehearse"),
    path("reach-out/rehearse/end/", rehearsal.end, name="rehearsal-end"),
    path("reach-out/rehearse/<slug:level>/<slug:support>/<slug:stage>/", rehearsal.stage, name="rehearsal"),
    path("reach-out/waiting/", waiting.waiting, name="reach-out-waiting"),
    path("reach-out/waiting/send/", waiting.send, name="reach-out-send"),
    path("reach-out/<uuid:reach_out_id>/", reach_outs.live, name="reach-out-live"),
    path("reach-out/<uuid:reach_out_id>/part/<slug:part>/", reach_outs.live_part, name="reach-out-part"),
    path("reach-out/<uuid:reach_out_id>/<slug:move>/", reach_outs.move, name="reach-out-move"),
    path("asked/<uuid:notification_id>/", reach_outs.asked, name="asked"),
    path("asked/<uuid:notification_id>/part/<slug:part>/", reach_outs.asked_part, name="asked-part"),
    path("asked/<uuid:notification_id>/<slug:move>/", reach_outs.respond, name="asked-move"),
    path("answer/<str:token>/", reach_outs.answer_link, name="answer"),
    path("answer/<str:token>/part/<slug:part>/", reach_outs.answer_part, name="answer-part"),
    path("answer/<str:token>/<slug:move>/", reach_outs.respond_by_link, name="answer-move"),
    path("listening/", reach_outs.listening, name="listening"),
    path("listening/<uuid:shift_id>/end/", reach_outs.end_shift, name="end-shift"),
]
