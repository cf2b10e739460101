"""Addresses of messages. None tells who is in a conversation."""

from django.urls import path

from alongside.messaging import circle_views, media_views, views

urlpatterns = [
    path("messages/", views.conversations, name="messages"),
    path("messages/part/", views.conversations_part, name="messages-part"),
    path("messages/new/", views.to_whom, name="message-new"),
    path("messages/new/<slug:origin>/<uuid:source>/", views.first, name="message-first"),
    path("messages/circle/new/", circle_views.begin, name="circle-new"),
    path("messages/circle/new/<uuid:company_id>/", circle_views.begin, name="circle-new-in"),
    path("messages/circle/<uuid:conversation_id>/", circle_views.asked, name="circle-asked"),
    path("messages/<uuid:conversation_id>/", views.conversation, name="conversation"),
    path("messages/<uuid:conversation_id>/part/<slug:part>/", views.conversation_part, name="conversation-part"),
    path("messages/<uuid:conversation_id>/stop/", views.stop, name="conversation-stop"),
    path("messages/<uuid:conversation_id>/leave/", views.leave, name="conversation-leave"),
    path("messages/<uuid:conversation_id>/picture/", media_views.send_picture, name="message-send-picture"),
    path("messages/<uuid:conversation_id>/voice/", media_views.send_voice, name="message-send-voice"),
    path("messages/<uuid:conversation_id>/<slug:move>/", views.move, name="conversation-move"),
    path("messages/<uuid:conversation_id>/<uuid:message_id>/take-back/", views.take_back, name="message-take-back"),
    path("messages/<uuid:conversation_id>/<uuid:message_id>/picture/", media_views.picture, name="message-picture"),
    path("messages/<uuid:conversation_id>/<uuid:message_id>/voice/", media_views.voice, name="message-voice"),
]
