"""Addresses of reach-outs."""

from django.urls import path

from alongside.reachouts import views, waiting

urlpatterns = [
    path("reach-out/", views.start, name="reach-out"),
    path("reach-out/waiting/", waiting.waiting, name="reach-out-waiting"),
    path("reach-out/waiting/send/", waiting.send, name="reach-out-send"),
    path("reach-out/<uuid:reach_out_id>/", views.live, name="reach-out-live"),
    path("reach-out/<uuid:reach_out_id>/part/<slug:part>/", views.live_part, name="reach-out-part"),
    path("reach-out/<uuid:reach_out_id>/<slug:move>/", views.move, name="reach-out-move"),
    path("asked/<uuid:notification_id>/", views.asked, name="asked"),
    path("asked/<uuid:notification_id>/part/<slug:part>/", views.asked_part, name="asked-part"),
    path("asked/<uuid:notification_id>/<slug:move>/", views.respond, name="asked-move"),
    path("answer/<str:token>/", views.answer_link, name="answer"),
    path("answer/<str:token>/part/<slug:part>/", views.answer_part, name="answer-part"),
    path("answer/<str:token>/<slug:move>/", views.respond_by_link, name="answer-move"),
    path("listening/", views.listening, name="listening"),
    path("listening/<uuid:shift_id>/end/", views.end_shift, name="end-shift"),
]
