"""Addresses of chat rooms, each under its group."""

from django.urls import path

from alongside.groups.views import chat, chat_rooms

CHATS = "groups/<slug:slug>/chat/"
ROOM = f"{CHATS}<uuid:room_id>/"
urlpatterns = [
    path(CHATS, chat_rooms.listing, name="group-chats"),
    path(f"{CHATS}new/", chat_rooms.open_room, name="group-chat-open"),
    path(f"{CHATS}here/", chat_rooms.here, name="group-chat-here"),
    path(f"{CHATS}memory/", chat_rooms.memory, name="group-chat-memory"),
    path(ROOM, chat.room, name="group-chat"),
    path(f"{ROOM}change/", chat_rooms.change, name="group-chat-change"),
    path(f"{ROOM}quiet/", chat_rooms.quiet, name="group-chat-quiet"),
    path(f"{ROOM}up/", chat_rooms.move_up, name="group-chat-up"),
    path(f"{ROOM}close/", chat_rooms.close, name="group-chat-close"),
    path(f"{ROOM}lines/<uuid:line_id>/take-back/", chat.take_back, name="group-chat-take-back"),
    path(f"{ROOM}lines/<uuid:line_id>/hide/", chat.hide, name="group-chat-hide"),
]
