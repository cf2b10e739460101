"""The picture's geometry and its letters: nothing overlaps, nothing is cut off, nobody moves."""

import math
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.circles.labels import BROAD, LABEL_SIZE, SHORT, shortened, width, wordings
from alongside.circles.picture import (
    CENTRE,
    HEIGHT,
    RINGS,
    ROOMY,
    SNUG,
    WIDTH,
    Guest,
    More,
    Opening,
    Picture,
    Spot,
    label_box,
    laid_out,
)
from alongside.ui.initials import initials_of

NAMES = st.text(min_size=1, max_size=80)
SIZES = st.tuples(*[st.integers(0, 40)] * 3)
FULL_RINGS = st.tuples(*[st.integers(0, 12)] * 3)
OPENINGS = st.lists(st.sampled_from([None, 1, 2, 3]), max_size=4).map(
    lambda rings: [Opening(f"open {number}", ring, "Practical") for number, ring in enumerate(rings)]
)
# What a phone of 320 CSS px makes of one unit when it shows the picture from edge to edge.
ON_THE_SMALLEST_PHONE = 320 / WIDTH


def guests(sizes: tuple[int, ...], name: str = "Bartholomew") -> list[Guest]:
    return [
        Guest(f"{ring}-{number}", ring, name) for ring, size in zip(RINGS, sizes, strict=True) for number in range(size)
    ]


def middles(drawn: Picture) -> list[tuple[int, int]]:
    return [(spot.x, spot.y) for spot in (*drawn.guests, *drawn.openings, *drawn.more)]


@given(SIZES, OPENINGS)
def test_no_two_chips_overlap_and_all_are_in_the_picture(sizes: tuple[int, ...], openings: list[Opening]) -> None:
    drawn = laid_out(guests(sizes), openings)
    reach = drawn.density.reach
    for one, other in combinations(middles(drawn), 2):
        assert math.dist(one, other) >= 2 * reach
    for x, y in middles(drawn):
        assert reach <= x <= WIDTH - reach
        assert reach <= y <= HEIGHT - reach
        assert math.dist((x, y), CENTRE) >= reach + drawn.density.you


@given(SIZES, OPENINGS, NAMES)
def test_no_label_covers_a_chip_another_label_or_the_middle(
    sizes: tuple[int, ...], openings: list[Opening], name: str
) -> None:
    drawn = laid_out(guests(sizes, name), openings)
    spots = [spot for spot in (*drawn.guests, *drawn.openings) if spot.label]
    for one, other in combinations(spots, 2):
        assert not overlap(label_box(one, drawn.density), label_box(other, drawn.density))
    for labelled in spots:
        left, top, right, bottom = box = label_box(labelled, drawn.density)
        assert left >= 0
        assert right <= WIDTH
        assert bottom <= HEIGHT
        assert top > labelled.y + drawn.density.chip
        assert distance(CENTRE, box) >= drawn.density.you
        for spot in (*drawn.guests, *drawn.openings):
            assert spot is labelled or distance((spot.x, spot.y), box) >= drawn.density.chip


def overlap(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def distance(point: tuple[int, int], box: tuple[float, ...]) -> float:
    return math.hypot(max(box[0] - point[0], 0, point[0] - box[2]), max(box[1] - point[1], 0, point[1] - box[3]))


@given(FULL_RINGS, st.sampled_from(RINGS))
def test_nobody_moves_when_somebody_is_added(sizes: tuple[int, int, int], ring: int) -> None:
    before = laid_out(guests(sizes))
    after = laid_out([*guests(sizes), Guest("new", ring, "New")])
    if sizes[ring - 1] < 12 and before.density == after.density:
        assert middles(after)[: len(before.guests)] == middles(before)
        assert after.guests[-1].key == "new"


@given(FULL_RINGS)
def test_a_ring_that_outgrows_six_seats_keeps_everybodys_direction(sizes: tuple[int, int, int]) -> None:
    small = laid_out(guests(tuple(min(size, 6) for size in sizes)))
    large = laid_out([*guests(tuple(min(size, 6) for size in sizes)), *[Guest(f"+{n}", 1, "New") for n in range(7)]])
    assert (small.density, large.density) == (ROOMY, SNUG)
    for before, after in zip(small.guests, large.guests, strict=False):
        if before.key == after.key:
            assert direction(before) == pytest.approx(direction(after), abs=1.5)


def direction(spot: Spot) -> float:
    return math.degrees(math.atan2(spot.y - CENTRE[1], spot.x - CENTRE[0]))


@given(SIZES)
def test_everybody_has_a_seat_or_is_counted(sizes: tuple[int, int, int]) -> None:
    drawn = laid_out(guests(sizes))
    counted = {more.ring: more.count for more in drawn.more}
    for ring, size in zip(RINGS, sizes, strict=True):
        seated = sum(spot.ring == ring for spot in drawn.guests)
        assert seated + counted.get(ring, 0) == size
        assert seated == (size if size <= 12 else 11)


def test_people_sit_at_the_distance_of_their_ring() -> None:
    drawn = laid_out([Guest("a", 1, "Ann"), Guest("b", 2, "Bob"), Guest("c", 3, "Cy")])
    assert drawn.guests == (
        Spot("a", 1, 180, 113, "Ann"),
        Spot("b", 2, 122, 281, "Bob"),
        Spot("c", 3, 315, 103, "Cy"),
    )
    assert (drawn.density, drawn.more, drawn.openings) == (ROOMY, (), ())


def test_a_ring_that_is_too_full_says_how_many_more() -> None:
    drawn = laid_out(guests((0, 16, 0)))
    assert [spot.key for spot in drawn.guests] == [f"2-{number}" for number in range(11)]
    assert drawn.more == (More(2, drawn.more[0].x, drawn.more[0].y, 5),)
    assert drawn.density == SNUG
    assert {spot.label for spot in drawn.guests} == {""}


def test_an_open_place_stands_in_its_ring_or_where_there_is_room() -> None:
    drawn = laid_out(guests((1, 6, 0)), [Opening("near", 1, "Someone"), Opening("any", None, "Practical")])
    assert [(spot.key, spot.ring, spot.label) for spot in drawn.openings] == [
        ("near", 1, "Someone"),
        ("any", 3, "Practical"),
    ]
    crowded = laid_out(guests((12, 12, 12)), [Opening("any", None, "Practical")])
    assert crowded.openings == ()


def test_letters_and_labels_are_at_least_12_px_high_and_chips_large_enough_to_tap_on_the_smallest_phone() -> None:
    assert LABEL_SIZE * ON_THE_SMALLEST_PHONE >= 12
    for density in (ROOMY, SNUG):
        assert 2 * density.chip * ON_THE_SMALLEST_PHONE >= 24
        assert 2 * density.reach * ON_THE_SMALLEST_PHONE >= 33


@pytest.mark.parametrize(
    ("names", "letters"),
    [
        (["Sam"], ["SA"]),
        (["sam", "Sam", "Samira"], ["SA", "SM", "SI"]),
        (["My sister", "Mia Sol"], ["MS", "MI"]),
        (["Dr. Okafor", "Juan-José"], ["DO", "JJ"]),
        (["X", "x", "X"], ["X", "X2", "X3"]),
        (["🦉", "李小龍", "سامي"], ["🦉", "李小", "سا"]),
        (["straße", "é", "  "], ["ST", "É", "?"]),
    ],
)
def test_two_letters_tell_people_apart(names: list[str], letters: list[str]) -> None:
    assert initials_of(names) == letters


@given(st.lists(NAMES, max_size=40))
def test_there_are_letters_for_every_name(names: list[str]) -> None:
    letters = initials_of(names)
    assert len(letters) == len(names)
    assert all(pair.strip() for pair in letters)


@given(st.lists(st.sampled_from(["Sam", "Cousin Madeup", "Anna-Lena", "Tom"]), max_size=9), NAMES)
def test_letters_differ_and_whoever_is_added_changes_nobodys(names: list[str], new: str) -> None:
    letters = initials_of(names)
    assert len(set(letters)) == len(names)
    assert initials_of([*names, new])[: len(names)] == letters


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("Sam", "Sam"),
        ("My  sister", "My sister"),
        ("Tuesday evening group", "Tuesday"),
        ("Bartholomew", "Barthol…"),
        ("Dr. Okafor", "Dr. Ok…"),
        ("My neighbour", "My nei…"),
        ("Ana from work", "Ana…"),
        ("", ""),
    ],
)
def test_a_name_is_made_short_where_it_does_not_fit(name: str, label: str) -> None:
    assert shortened(name, SHORT) == label


@given(NAMES)
def test_a_label_fits(name: str) -> None:
    assert width(shortened(name, SHORT)) <= SHORT


@pytest.mark.parametrize(
    ("name", "first", "last"),
    [
        ("Sam", ("Sam",), ("Sam",)),
        ("Auntie Test", ("Auntie Test",), ("Auntie…",)),
        ("Neighbour Test", ("Neighbour", "Test"), ("Neighb…",)),
        ("Doctor Madeup-Exampleton at the clinic", ("Doctor…",), ("Doctor…",)),
        ("Sam from the Thursday walk", ("Sam from the", "Thursday…"), ("Sam…",)),
        ("Bartholomew", ("Bartholomew",), ("Barthol…",)),
    ],
)
def test_a_name_is_written_as_fully_as_there_is_room(name: str, first: tuple[str], last: tuple[str]) -> None:
    found = wordings(name)
    assert (found[0], found[-1]) == (first, last)


@given(NAMES)
def test_every_wording_is_the_beginning_of_the_name_and_narrow_enough(name: str) -> None:
    found = wordings(name)
    assert found[-1] == (shortened(name, SHORT),)
    for lines in found:
        assert 1 <= len(lines) <= 2
        assert all(width(line) <= BROAD for line in lines)
        assert " ".join(name.split()).startswith(" ".join(lines).removesuffix("…").rstrip())


def test_a_label_takes_the_room_around_it_and_no_more() -> None:
    alone = laid_out([Guest("a", 2, "Neighbour Test")]).guests[0]
    assert (alone.label, alone.second) == ("Neighbour", "Test")
    drawn = laid_out(guests((6, 6, 6), "Neighbour Test"))
    assert "Neighb…" in {spot.label for spot in drawn.guests}
    crowd = [Guest(f"{number}", 1, "Ann") for number in range(7)]
    assert {(spot.label, spot.second) for spot in laid_out([*crowd, Guest("a", 2, "Neighbour Test")]).guests} == {
        ("", "")
    }
