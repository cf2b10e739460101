"""Rows that are filled into a shape hold what they are filled with, whatever stands in it."""

from uuid import UUID, uuid4

from django.utils import translation
from pytest_django import Settings

from alongside.ui.shapes import Skeleton, _drawn, shaped

NAME, WORDS = "\ue020", "\ue020\ue021"


def skeleton() -> Skeleton:
    return Skeleton("ui/forms/help.html", {"field": {"help_text": NAME, "errors": [WORDS], "auto_id": "id-7"}}, ids())


def ids() -> tuple[str, ...]:
    return NAME, WORDS, "id-7"


def filled(name: str, words: str, number: str) -> str:
    return skeleton().filled({NAME: name, WORDS: words, "id-7": number})


def test_every_blank_is_filled_wherever_it_stands() -> None:
    expected = (
        '<div class="help" id="id-8_helptext">Ada</div> <ul class="errors" id="id-8_error"><li>Well done</li></ul> '
    )
    assert filled("Ada", "Well done", "id-8") == expected


def test_what_fills_a_blank_is_no_blank_itself() -> None:
    assert ">\ue020\ue021</div>" in filled("\ue020\ue021", "Ada", "id-8")
    assert "<li>id-7</li>" in filled("Ada", "id-7", "id-8")


def test_a_row_leaves_nothing_behind_in_its_shape() -> None:
    shape = skeleton()
    shape.filled({NAME: "Ada", WORDS: "Canary", "id-7": "id-8"})
    assert "Canary" not in shape.filled({NAME: "Tom", WORDS: "Fine", "id-7": "id-9"})
    assert shape.filled({NAME: "Tom", WORDS: "Fine", "id-7": "id-9"}).count("id-9") == 2


def test_what_is_there_chooses_the_shape_and_what_it_says_is_filled_in() -> None:
    def drawn(slug: str, number: UUID, answered: str, *, is_followed: bool) -> str:
        ids = {"slug": slug, "thread_id": number, "csrf_token": f"token-{slug}", "answered": answered, "start": "1"}
        return shaped("groups/threads/thread_main.html", **ids, is_writable=True, is_followed=is_followed)

    one, other = uuid4(), uuid4()
    first = drawn("first-test", one, "<b>Ada", is_followed=True)
    second = drawn("second-test", other, "", is_followed=False)
    assert "Your answer to what &lt;b&gt;Ada wrote" in first
    assert "You follow this thread" in first
    assert f'action="/groups/first-test/threads/{one}/wants/"' in first
    assert first.count('value="token-first-test"') == 3
    assert "Your answer" not in second
    assert "You follow this thread" not in second
    assert f'action="/groups/second-test/threads/{other}/wants/"' in second
    assert [left for left in ("Ada", "first-test", str(one), "\ue040", "blank") if left in second] == []
    with translation.override("es"):
        assert "Tu respuesta a lo que escribió" in drawn("first-test", one, "Ada", is_followed=True)


def test_a_shape_is_drawn_anew_after_a_setting_changed(settings: Settings) -> None:
    shaped("ui/forms/help.html", field="")
    assert _drawn.cache_info().currsize
    settings.BASE_URL = "https://lamp.example"
    assert not _drawn.cache_info().currsize
