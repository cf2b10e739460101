"""Addresses of messages. None tells who is in a conversation."""

from django.urls import path

from alongside.messaging.views import circles, media, talks

urlpatterns = [
    path("messages/", talks.listing, name="messages"),
    path("messages/part/", talks.listing_part, name="messages-part"),
    path("messages/new/", talks.to_whom, name="message-new"),
    path("messages/new/<slug:origin>/<uuid:source>/", talks.first, name="message-first"),
    path("messages/stop/<uuid:source>/", talks.stop_member, name="message-stop"),
    path("messages/circle/new/", circles.begin, name="circle-new"),
    path("messages/circle/new/<uuid:company_id>/", circles.begin, name="circle-new-in"),
    path("messages/circle/<uuid:conversation_id>/", circles.asked, name="circle-asked"),
    path("messages/<uuid:conversation_id>/", talks.conversation, name="conversation"),
    path("messages/<uuid:conversation_id>/part/<slug:part>/", talks.conversation_part, name="conversation-part"),
    path("messages/<uuid:conversation_id>/stop/", talks.stop, name="conversation-stop"),
    path("messages/<uuid:conversation_id>/leave/", talks.leave, name="conversation-leave"),
    path("messages/<uuid:conversation_id>/picture/", media.send_picture, name="message-send-picture"),
    path("messages/<uuid:conversation_id>/voice/", media.send_voice, name="message-send-voice"),
    path("messages/<uuid:conversation_id>/<slug:move>/", talks.move, name="conversation-move"),
    path(
        "messages/<uuid:conversation_id>/<uuid:message_id>/take-back/",
        talks.take_back,
        name="message-take-back",
    ),
    path("messages/<uuid:conversation_id>/<uuid:message_id>/picture/", media.picture, name="message-picture"),
    path("messages/<uuid:conversation_id>/<uuid:message_id>/voice/", media.voice, name="message-voice"),
]
