"""A message ready to leave cannot lead away from the instance or break a header."""

from dataclasses import FrozenInstanceError, replace

import pytest

from alongside.notifications.channels import Outgoing, Result


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("key", ""),
        ("path", "answers/7"),
        ("path", "//elsewhere.example/"),
        ("path", "/\\elsewhere.example/"),
        ("path", "/a b"),
        ("path", "/a\nb"),
        ("path", "https://elsewhere.example/"),
        ("url", "/answers/7"),
        ("url", "javascript:alert(1)"),
        ("url", "https://circle.example/a\r\nb"),
        ("lang", "en\r\nBcc: x@y.example"),
        ("lang", ""),
        ("ttl_seconds", -1),
    ],
)
def test_what_could_mislead_is_refused(outgoing: Outgoing, field: str, value: str | int) -> None:
    with pytest.raises(ValueError, match=r"^[A-Z].*\.$"):
        replace(outgoing, **{field: value})


@pytest.mark.parametrize("lang", ["en", "pt-BR", "zh-Hant-TW"])
def test_language_tags_are_taken(outgoing: Outgoing, lang: str) -> None:
    assert replace(outgoing, lang=lang, path="/", ttl_seconds=0).lang == lang


def test_a_message_does_not_change(outgoing: Outgoing) -> None:
    with pytest.raises(FrozenInstanceError):
        outgoing.title = "other"  # type: ignore[misc]  # the point of the test


def test_results_have_the_words_that_are_stored() -> None:
    assert [result.value for result in Result] == ["delivered", "retry", "gone", "refused"]
