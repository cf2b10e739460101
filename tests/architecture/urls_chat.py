"""The addresses of chat rooms (`urls.py` says how a row reads)."""

from tests.architecture import objects_chat, objects_groups
from tests.architecture.row import DONE, GROUPS, GROUPS_HOST, Row

CHATS = "groups/<slug:slug>/chat/"
ROOM = f"{CHATS}<uuid:room_id>/"
ROWS = (
    Row(CHATS, GROUPS, objects_chat.chats),
    Row(f"{CHATS}new/", GROUPS_HOST, objects_groups.group),
    Row(f"{CHATS}here/", DONE, objects_groups.group),
    Row(f"{CHATS}memory/", GROUPS_HOST, objects_groups.group),
    Row(ROOM, GROUPS, objects_chat.chat),
    Row(f"{ROOM}change/", GROUPS_HOST, objects_chat.chat),
    Row(f"{ROOM}quiet/", DONE, objects_chat.chat),
    Row(f"{ROOM}up/", DONE, objects_chat.chat),
    Row(f"{ROOM}close/", GROUPS_HOST, objects_chat.chat),
    Row(f"{ROOM}lines/<uuid:line_id>/take-back/", GROUPS_HOST, objects_chat.line),
    Row(f"{ROOM}lines/<uuid:line_id>/hide/", GROUPS_HOST, objects_chat.others_line),
)
