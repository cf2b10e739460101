"""Pictures and voice notes in messages: who gets them, how they are kept, and that they go with their message."""

import io
from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from PIL import Image

from alongside.accounts.models import Person
from alongside.circles.models import Tie
from alongside.kernel.clock import current_time
from alongside.kernel.errors import Conflict, Invalid, NotFound, TooMany
from alongside.kernel.pictures import Picture as MadePicture
from alongside.kernel.voice import Voice
from alongside.messaging import privacy, services
from alongside.messaging.forgetting import FORGET, forget_messages
from alongside.messaging.models import Message, Picture, VoiceNote
from alongside.messaging.policies import access_message, access_seat
from alongside.messaging.queries import image_of, sound_of
from alongside.messaging.services import Shown, sending
from alongside.notifications.models import Delivery
from tests.circles.browser import text_of, to
from tests.circles.conftest import SignIn
from tests.messaging.conftest import Write, read
from tests.support.pictures import drawn
from tests.support.recordings import length_of, recorded

pytestmark = pytest.mark.django_db

IMAGE, SOUND = b"\xff\xd8\xffCANARY-IMAGE", b"\xff\xf3CANARY-SOUND"


@pytest.fixture
def now() -> datetime:
    """Pages read the clock, so what is made beforehand is made now."""
    return current_time()


@pytest.fixture
def talk(write: Write, owner: Person) -> UUID:
    """A conversation of owner and mate."""
    return write(owner).conversation_id


def show(actor: Person, talk: UUID, now: datetime, *, seen: str = "", care: str = "", key: str = "") -> Message:
    """Have somebody send a picture."""
    shown = Shown(MadePicture(IMAGE, 40, 30), seen, care, key or uuid4().hex)
    return services.send_picture(actor=actor, conversation_id=talk, shown=shown, now=now)


def speak(actor: Person, talk: UUID, now: datetime, *, key: str = "") -> Message:
    """Have somebody send a voice note."""
    return services.send_voice(
        actor=actor, conversation_id=talk, voice=Voice(SOUND, 7), request_key=key or uuid4().hex, now=now
    )


def kept(actor: Person, message: Message) -> tuple[bytes, bytes]:
    """Return what somebody gets of a message's picture and its voice note, empty without."""

    def got(of: Callable[[Message], bytes]) -> bytes:
        try:
            return of(access_message(access_seat(actor, message.conversation_id), message.id))
        except NotFound:
            return b""

    return got(image_of), got(sound_of)


def test_the_two_get_them_and_nobody_else_and_they_lie_sealed_with_the_key_of_who_sent_them(
    talk: UUID, owner: Person, mate: Person, stranger: Person, now: datetime
) -> None:
    shown, spoken = show(owner, talk, now, seen="CANARY hill", care="CANARY bottle"), speak(mate, talk, now)
    for actor in (owner, mate):
        assert kept(actor, shown) == (IMAGE, b"")
        assert kept(actor, spoken) == (b"", SOUND)
    for message in (shown, spoken):
        assert kept(stranger, message) == (b"", b"")
    picture, voice = Picture.objects.get(), VoiceNote.objects.get()
    for blob, writer in ((picture.image_sealed, owner), (picture.seen_sealed, owner), (voice.audio_sealed, mate)):
        assert b"CANARY" not in bytes(blob or b"")
        assert bytes(blob or b"").startswith(writer.data_key_id.bytes)
    assert b"CANARY" not in bytes(picture.care_sealed or b"")


def test_they_are_read_in_their_place_with_their_words(talk: UUID, owner: Person, mate: Person, now: datetime) -> None:
    show(owner, talk, now, seen="A hill", care="A bottle")
    speak(mate, talk, now)
    hello, shown, spoken = read(mate, talk).lines
    assert (hello.text, hello.picture, hello.voice_seconds) == ("Hello", None, 0)
    assert shown.picture
    assert (shown.picture.seen, shown.picture.care, shown.picture.width, shown.picture.height) == (
        *("A hill", "A bottle"),
        *(40, 30),
    )
    assert (shown.text, spoken.text, spoken.voice_seconds, spoken.mine) == ("", "", 7, True)


def test_what_is_taken_back_is_gone_with_every_byte(talk: UUID, owner: Person, mate: Person, now: datetime) -> None:
    shown, spoken = show(owner, talk, now, seen="A hill"), speak(owner, talk, now)
    for message in (shown, spoken):
        services.take_back(actor=owner, conversation_id=talk, message_id=message.id, now=now)
        assert kept(owner, message) == kept(mate, message) == (b"", b"")
    assert (Picture.objects.count(), VoiceNote.objects.count()) == (0, 0)
    assert [(line.text, line.picture, line.voice_seconds) for line in read(mate, talk).lines[1:]] == [
        *[(None, None, 0)] * 2
    ]


def test_who_stopped_hearing_gets_none_and_who_sent_it_sees_no_difference(
    talk: UUID, owner: Person, mate: Person, now: datetime
) -> None:
    services.block(actor=owner, conversation_id=talk, now=now)
    message = show(mate, talk, now)
    assert kept(owner, message) == (b"", b"")
    assert kept(mate, message) == (IMAGE, b"")
    with pytest.raises(Conflict):
        show(owner, talk, now)


def test_who_left_gets_none_of_what_was_sent(talk: UUID, owner: Person, mate: Person, now: datetime) -> None:
    message = show(owner, talk, now)
    services.leave(actor=mate, conversation_id=talk, now=now)
    assert kept(mate, message) == (b"", b"")
    with pytest.raises(Conflict):
        speak(owner, talk, now)
    assert VoiceNote.objects.count() == 0


def test_they_are_forgotten_with_their_message_also_by_the_database_alone(
    talk: UUID, owner: Person, now: datetime
) -> None:
    show(owner, talk, now)
    speak(owner, talk, now)
    assert "picture" not in FORGET, "so the database does it, for a release that knows of none as well"
    assert forget_messages(now + timedelta(days=90)) == 3
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    assert (Picture.objects.count(), VoiceNote.objects.count()) == (0, 0)


def test_one_that_is_sent_twice_is_there_once(talk: UUID, owner: Person, now: datetime) -> None:
    assert show(owner, talk, now, key="same").id == show(owner, talk, now, key="same").id
    assert speak(owner, talk, now, key="aloud").id == speak(owner, talk, now, key="aloud").id
    assert (Picture.objects.count(), VoiceNote.objects.count()) == (1, 1)


def test_a_draft_stays_for_the_words_that_come_after(talk: UUID, owner: Person, now: datetime) -> None:
    services.keep_draft(actor=owner, conversation_id=talk, text="This is the hill", now=now)
    show(owner, talk, now)
    assert read(owner, talk).draft == "This is the hill"


def test_somebody_is_told_of_it_as_of_every_message(
    talk: UUID, owner: Person, mate: Person, told: None, now: datetime
) -> None:
    show(owner, talk, now, care="CANARY")
    assert [(one.text, one.path) for one in Delivery.objects.filter(person=mate)] == [
        ("messaging.written", "/messages/")
    ]


def test_nobody_keeps_more_than_fit_and_what_is_over_is_not_half_sent(
    talk: UUID, owner: Person, mate: Person, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "MOST_FILES", 1)
    for send in (show, speak):
        send(owner, talk, now)
        with pytest.raises(Invalid) as refusal:
            send(owner, talk, now)
        assert "as many as fit" in str(refusal.value.sentence)
        send(mate, talk, now)
    assert Message.objects.count() == 5


def test_nobody_has_more_than_thirty_files_looked_at_in_an_hour(owner: Person, now: datetime) -> None:
    for _one in range(30):
        services.count_file(actor=owner, now=now)
    with pytest.raises(TooMany):
        services.count_file(actor=owner, now=now)


@pytest.mark.parametrize("care", ["turned \u202e over", "NUL \x00", "x" * 101])
def test_words_that_cannot_be_shown_are_refused(talk: UUID, owner: Person, now: datetime, care: str) -> None:
    with pytest.raises(Invalid) as refusal:
        show(owner, talk, now, care=care)
    assert refusal.value.field == "care"
    assert Message.objects.count() == 1


@pytest.mark.parametrize(
    ("of", "change"),
    [
        (Picture, {"image_sealed": b""}),
        (Picture, {"image_sealed": bytes(1_500_101)}),
        (Picture, {"width": 0}),
        (Picture, {"height": 1601}),
        (Picture, {"seen_sealed": b""}),
        (Picture, {"care_sealed": b""}),
        (VoiceNote, {"audio_sealed": b""}),
        (VoiceNote, {"audio_sealed": bytes(400_101)}),
        (VoiceNote, {"seconds": 0}),
        (VoiceNote, {"seconds": 61}),
    ],
)
def test_the_database_keeps_no_other(
    talk: UUID, owner: Person, now: datetime, of: type[Picture | VoiceNote], change: dict[str, object]
) -> None:
    show(owner, talk, now)
    speak(owner, talk, now)
    with pytest.raises(IntegrityError), transaction.atomic():
        of.objects.update(**change)


def test_they_are_taken_along_as_files_by_who_sent_them(talk: UUID, owner: Person, mate: Person, now: datetime) -> None:
    shown, spoken = show(owner, talk, now, seen="A hill", care="A bottle"), speak(owner, talk, now)
    files = {f"pictures/{shown.id}.jpg": IMAGE, f"voice-notes/{spoken.id}.mp3": SOUND}
    assert dict(privacy.files(owner.id)) == files
    assert dict(privacy.files(mate.id)) == {}
    rows = privacy.export(owner.id)["messages_written"]
    said = [(row["picture"], row["to_be_seen"], row["to_know_first"], row["voice_note"]) for row in rows]
    assert said == [
        (None, None, None, None),
        (f"pictures/{shown.id}.jpg", "A hill", "A bottle", None),
        (None, None, None, f"voice-notes/{spoken.id}.mp3"),
    ]


def test_they_go_with_who_sent_them(talk: UUID, owner: Person, mate: Person, now: datetime) -> None:
    show(owner, talk, now)
    theirs = speak(mate, talk, now)
    privacy.erase(owner.id, now)
    assert Picture.objects.count() == 0
    assert kept(mate, theirs) == (b"", SOUND)


def test_a_conversation_asks_as_often_for_one_picture_as_for_three(
    talk: UUID, owner: Person, mate: Person, now: datetime
) -> None:
    counts = []
    for more in (1, 2):
        for _one in range(more):
            show(owner, talk, now, seen="A hill", care="A bottle")
            speak(owner, talk, now)
        with CaptureQueriesContext(connection) as asked:
            read(mate, talk)
        counts.append(len(asked))
        assert not any("image_sealed" in query["sql"] or "audio_sealed" in query["sql"] for query in asked)
    assert counts[0] == counts[1]


# The pages


def chosen(data: bytes, name: str = "../../etc/CANARY.html") -> SimpleUploadedFile:
    """A file as a browser sends it, with a name that nobody is to believe."""
    return SimpleUploadedFile(name, data, content_type="text/html")


def test_a_picture_is_sent_and_seen_page_by_page(talk: UUID, owner: Person, mate: Person, sign_in: SignIn) -> None:
    browser, page = sign_in(owner), to("message-send-picture", talk)
    key = browser.get(page).context["form"]["request_key"].value()
    given = {"picture": chosen(drawn(3000, 2000)), "seen": "A <b>hill</b>", "care": "", "request_key": key}
    assert browser.post(page, given).headers["Location"] == to("conversation", talk) + "#newest"
    assert "Take it back : just now" in text_of(browser.get(to("conversation", talk)))
    other = sign_in(mate)
    shown = other.get(to("conversation", talk)).content.decode()
    address = to("message-picture", talk, Message.objects.latest("number").id)
    assert f'src="{address}"' in shown
    assert 'alt="A &lt;b&gt;hill&lt;/b&gt;"' in shown
    assert "CANARY" not in shown
    got = other.get(address)
    assert {name: got.headers[name] for name in ("Content-Type", "Cache-Control", "X-Content-Type-Options")} == {
        "Content-Type": "image/jpeg",
        "Cache-Control": "private, no-store",
        "X-Content-Type-Options": "nosniff",
    }
    assert got.headers["Content-Disposition"] == 'inline; filename="picture.jpg"'
    assert got.headers["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'none'; sandbox"
    with Image.open(io.BytesIO(got.content)) as image:
        assert (image.format, image.size) == ("JPEG", (1600, 1067))


def test_one_with_a_word_before_it_is_folded(talk: UUID, owner: Person, mate: Person, sign_in: SignIn) -> None:
    given = {"picture": chosen(drawn()), "care": "There is a bottle", "request_key": "key"}
    sign_in(owner).post(to("message-send-picture", talk), given)
    shown = sign_in(mate).get(to("conversation", talk)).content.decode()
    folded = shown[shown.index('<details class="sent-picture"') : shown.index("</details>")]
    assert "There is a bottle" in folded
    assert "<img" in folded
    assert '<details class="sent-picture" open' not in shown


def test_a_voice_note_is_sent_and_heard_page_by_page(talk: UUID, owner: Person, mate: Person, sign_in: SignIn) -> None:
    browser, page = sign_in(owner), to("message-send-voice", talk)
    asked = browser.get(page)
    assert asked.headers["Permissions-Policy"] == "camera=(), geolocation=(), microphone=(self)"
    browser.post(page, {"voice": chosen(recorded(2)), "request_key": "key"})
    other = sign_in(mate)
    assert "A voice note of 2 seconds" in text_of(other.get(to("conversation", talk)))
    got = other.get(to("message-voice", talk, Message.objects.latest("number").id))
    assert (got.headers["Content-Type"], got.headers["Cache-Control"]) == ("audio/mpeg", "private, no-store")
    assert length_of(got.content) == pytest.approx(2, abs=0.1)


@pytest.mark.parametrize(
    ("name", "given", "sentence"),
    [
        ("message-send-picture", {"picture": b"<svg onload=alert(1)>"}, "We cannot read this as a picture."),
        ("message-send-picture", {"picture": b""}, "We cannot read this as a picture."),
        ("message-send-picture", {}, "Please choose a picture first."),
        ("message-send-voice", {"voice": b"no sound"}, "We cannot read this as a recording."),
        ("message-send-voice", {}, "There is no recording yet."),
    ],
)
def test_what_cannot_be_sent_is_said_and_sends_nothing(
    talk: UUID, owner: Person, sign_in: SignIn, *, name: str, given: dict[str, bytes], sentence: str
) -> None:
    files = {field: chosen(data) for field, data in given.items()}
    refused = sign_in(owner).post(to(name, talk), {**files, "request_key": "key"})
    assert refused.status_code == 422
    assert sentence in text_of(refused)
    assert Message.objects.count() == 1


@pytest.mark.parametrize("name", ["message-send-picture", "message-send-voice"])
def test_nothing_is_looked_at_for_who_may_not_send_it(
    talk: UUID, owner: Person, mate: Person, stranger: Person, *, sign_in: SignIn, now: datetime, name: str
) -> None:
    assert sign_in(stranger).post(to(name, talk), {"picture": chosen(drawn())}).status_code == 404
    services.leave(actor=mate, conversation_id=talk, now=now)
    for answer in (sign_in(owner).get(to(name, talk)), sign_in(owner).post(to(name, talk), {"request_key": "key"})):
        assert answer.headers["Location"] == to("conversation", talk) + "#write"


def test_what_was_typed_is_there_after_a_picture(talk: UUID, owner: Person, tie: Tie, sign_in: SignIn) -> None:
    browser = sign_in(owner)
    sent = {"text": "The hill I told you of", "request_key": "key", "move": "picture"}
    assert browser.post(to("conversation", talk), sent).headers["Location"] == to("message-send-picture", talk)
    browser.post(to("message-send-picture", talk), {"picture": chosen(drawn()), "request_key": "other"})
    assert "The hill I told you of" in text_of(browser.get(to("conversation", talk)))


def test_a_picture_in_a_message_is_not_laid_out_as_that_of_a_circle(
    talk: UUID, owner: Person, mate: Person, sign_in: SignIn, now: datetime
) -> None:
    """`.picture` is that of a circle, which goes from edge to edge: in a bubble it covers the padding."""
    show(owner, talk, now, seen="A hill", care="A bottle")
    show(owner, talk, now, seen="A hill")
    page = sign_in(mate).get(to("conversation", talk)).content.decode()
    assert page.count('class="sent-picture"') == 2
    assert 'class="picture"' not in page


def test_a_list_says_in_words_that_the_latest_message_is_a_picture_or_a_voice_note(
    talk: UUID, owner: Person, mate: Person, now: datetime, *, write: Write, sign_in: SignIn
) -> None:
    browser = sign_in(mate)
    picture = show(owner, talk, now)
    for page in (to("messages"), "/"):
        assert "The latest message is a picture." in text_of(browser.get(page))
    services.take_back(actor=owner, conversation_id=talk, message_id=picture.id, now=now)
    assert "The latest message is a picture." not in text_of(browser.get(to("messages")))
    speak(owner, talk, now)
    assert "The latest message is a voice note." in text_of(browser.get(to("messages")))
    write(owner, "Did you hear it?")
    assert "The latest message is" not in text_of(browser.get(to("messages")))
