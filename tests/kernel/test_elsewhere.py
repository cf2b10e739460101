"""Addresses of calls that are held elsewhere: named, and looked at before they are kept."""

import pytest

from alongside.kernel.elsewhere import Elsewhere, not_a_call_of, where_to


@pytest.mark.parametrize(
    ("url", "service", "is_company"),
    [
        ("https://us02web.zoom.us/j/86012345678?pwd=abc", "Zoom", True),
        ("https://zoom.us/my/ourgroup", "Zoom", True),
        ("https://meet.google.com/abc-defg-hij", "Google Meet", True),
        ("https://teams.microsoft.com/l/meetup-join/19%3ameeting", "Microsoft Teams", True),
        ("https://meet.jit.si/EveningGroup", "Jitsi Meet", False),
        ("https://jitsi.circle.example/evening", "Jitsi Meet", False),
        ("https://bbb.circle.example/b/ann-abc-def", "BigBlueButton", False),
        ("https://calls.circle.example/rooms/ann-abc-def-ghi/join", "BigBlueButton", False),
        ("https://meet.livekit.io/rooms/x1y2", "LiveKit", False),
        ("https://calls.circle.example/evening", "", False),
        ("https://notzoom.us/j/86012345678", "", False),
    ],
)
def test_a_call_is_named(url: str, service: str, is_company: bool) -> None:
    found = where_to(url)
    assert found is not None
    assert (found.service, found.is_company, not_a_call_of(url)) == (service, is_company, "")


def test_the_server_is_told() -> None:
    assert where_to("https://US02web.zoom.us/j/1") == Elsewhere("Zoom", "us02web.zoom.us", is_company=True)


@pytest.mark.parametrize(
    "url", ["", "javascript:alert(1)", "zoom.us/j/1", "https://", "https://zoom.us@evil.example/j/1", "https://[x/"]
)
def test_what_cannot_be_opened_leads_nowhere(url: str) -> None:
    assert where_to(url) is None


@pytest.mark.parametrize(
    ("url", "service"),
    [
        ("https://zoom.us/", "Zoom"),
        ("https://zoom.us/signin", "Zoom"),
        ("https://meet.jit.si", "Jitsi Meet"),
        ("https://teams.microsoft.com/", "Microsoft Teams"),
        ("https://bbb.circle.example/", "BigBlueButton"),
    ],
)
def test_an_address_that_leads_to_no_call_is_noticed(url: str, service: str) -> None:
    assert not_a_call_of(url) == service
