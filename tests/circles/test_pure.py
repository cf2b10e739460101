"""What needs no database: parts of the week, hours in words, links, loads, the hours of a form."""

import re
from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest
from django.core.exceptions import ValidationError
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from alongside.circles import links, load, week
from alongside.circles.hours_field import HoursField, HoursWidget, Ticked, ticked_for
from alongside.circles.load import Load
from alongside.circles.wording import hours_said, hours_words, wakes_choices

NOW = datetime(2026, 3, 4, 20, tzinfo=UTC)
HOURS = st.frozensets(st.integers(0, 167))


def test_a_part_of_the_week_is_six_hours_of_its_day() -> None:
    assert week.hours_of_part(0) == frozenset(range(6))
    assert week.hours_of_part(7) == frozenset(range(24 + 18, 48))
    assert week.hours_of_part(27) == frozenset(range(162, 168))


def test_the_parts_are_the_week_without_overlap() -> None:
    hours = [hour for part in range(week.PARTS_IN_WEEK) for hour in week.hours_of_part(part)]
    assert sorted(hours) == list(range(168))


@given(HOURS)
def test_parts_and_single_hours_are_the_hours_they_came_from(hours: frozenset[int]) -> None:
    parts, rest = week.whole_parts(hours)
    expected = frozenset() if len(hours) == 168 else hours
    assert week.joined(parts, rest) == expected
    assert not any(week.hours_of_part(part) & rest for part in parts)


@pytest.mark.parametrize(
    ("hours", "words"),
    [
        ((), "Any hour"),
        ((18,), "Between 18:00 and 19:00 (Mon)"),
        (tuple(day * 24 + hour for day in range(5) for hour in range(18, 24)), "Between 18:00 and 24:00 (Mon–Fri)"),
        (tuple(range(5 * 24, 168)), "All day (Sat, Sun)"),
        (
            (0, 1, 8, 48, 49, 56, 167),
            (
                "Between 08:00 and 09:00 (Mon, Wed), between 00:00 and 02:00 (Wed), and between 23:00 and 02:00 in the "
                "nights of Sun"
            ),
        ),
        ((5, 29, 77), "Between 05:00 and 06:00 (Mon, Tue, Thu)"),
    ],
)
def test_hours_are_said_in_one_way(hours: tuple[int, ...], words: str) -> None:
    assert hours_words(hours) == words
    assert hours_said(hours) == (words[0].lower() + words[1:] if hours else "at any hour")


def test_every_level_and_never_can_be_chosen() -> None:
    assert [value for value, _words in wakes_choices()] == ["never", "urgent", "struggling", "talk"]


@given(st.uuids())
def test_a_link_leads_back_to_its_row_and_to_no_other_kind(row_id: UUID) -> None:
    token = links.sign(row_id, salt=links.INVITATION)
    assert links.read(token, salt=links.INVITATION) == row_id
    assert links.read(token, salt=links.CONTACT) is None


@given(st.text())
def test_a_text_we_did_not_sign_is_no_link(text: str) -> None:
    assert links.read(text, salt=links.INVITATION) is None


def test_links_are_whole_addresses_of_this_instance(settings: Settings) -> None:
    settings.BASE_URL = "https://alongside.example"
    row_id = uuid4()
    for link, path in (
        (links.invitation_link(row_id), links.invitation_path(row_id)),
        (links.contact_link(row_id), links.contact_path(row_id)),
    ):
        assert link == f"https://alongside.example{path}"


def test_loads_come_from_the_source_and_are_zero_without_one() -> None:
    one, other = uuid4(), uuid4()
    before = load.register_load_source(None)
    try:
        assert load.loads_of([one], now=NOW) == {one: Load(0, 0)}
        load.register_load_source(lambda ids, now: {ids[0]: Load(now.hour, len(ids))})
        assert load.loads_of([one, other], now=NOW) == {one: Load(20, 2), other: Load(0, 0)}
        assert load.loads_of([], now=NOW) == {}
    finally:
        load.register_load_source(before)


def sent(**boxes: object) -> Ticked:
    data = QueryDict(mutable=True)
    for name, values in boxes.items():
        data.setlist(f"hours_{name}", values if isinstance(values, list) else [values])
    return HoursWidget().value_from_datadict(data, {}, "hours")


def test_ticked_boxes_become_hours() -> None:
    field = HoursField()
    assert field.clean(sent(when="any")) == ()
    assert field.clean(sent(when="any", part=["3"], hour=["900"])) == ()
    assert field.clean(sent(part=["3"])) == (18, 19, 20, 21, 22, 23)
    assert field.clean(sent(when="chosen", part=["3"])) == (18, 19, 20, 21, 22, 23)
    assert field.clean(sent(when="chosen", part=["27"], hour=["0", "167"])) == (0, *range(162, 168))
    assert field.clean(sent(when="chosen", part=[str(part) for part in range(28)])) == ()


@pytest.mark.parametrize(
    "boxes",
    [
        {},
        {"when": "sometimes"},
        {"when": "chosen"},
        {"when": "chosen", "part": ["28"]},
        {"when": "chosen", "part": ["-1"]},
        {"when": "chosen", "hour": ["168"]},
        {"when": "chosen", "hour": ["18", "9" * 5000]},
        {"when": "chosen", "hour": ["\x00"]},
        {"when": "chosen", "part": ["３"]},
        {"when": "x" * 10_000},
    ],
)
def test_boxes_that_are_no_hours_are_refused_with_a_sentence(boxes: dict[str, object]) -> None:
    with pytest.raises(ValidationError) as refusal:
        HoursField().clean(sent(**boxes))
    assert refusal.value.messages[0].endswith(".")


@given(HOURS)
def test_stored_hours_are_shown_as_boxes_that_mean_the_same(hours: frozenset[int]) -> None:
    meant = HoursField().clean(ticked_for(hours))
    assert frozenset(meant) == (frozenset() if len(hours) == 168 else hours)


def test_nothing_is_ticked_for_somebody_who_did_not_say_yet() -> None:
    html = HoursWidget().render("hours", None, {"id": "id_hours"})
    assert " checked" not in html
    assert html.count('type="checkbox"') == 28 + 168
    assert html.count('type="radio"') == 2


def test_what_was_ticked_stays_ticked() -> None:
    html = HoursWidget().render("hours", sent(when="chosen", part=["3"], hour=["167", "<script>"]), {"id": "id_hours"})
    assert html.count(" checked") == 3
    assert re.search(r'name="hours_part"\s+value="3"[^>]*\schecked', html)
    assert re.search(r'name="hours_hour"\s+value="167"[^>]*\schecked', html)
    assert "<script>" not in html
    assert "<details open>" in html
    plain = {"hours_when": "any"}
    assert HoursWidget().value_from_datadict(plain, {}, "hours") == Ticked("any", frozenset(), frozenset())
    assert HoursWidget().value_omitted_from_data({}, {}, "hours") is False
    assert HoursWidget().id_for_label("id_hours") == ""
