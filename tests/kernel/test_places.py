"""Places by their names and the zone of a point, without asking anybody."""

from threading import enumerate as enumerate_threads

import pytest

from alongside.kernel.places import distance_km, find_place, find_places, fold, get_ready, zone_at


@pytest.mark.parametrize(
    ("words", "said", "zone"),
    [
        ("Philadelphia", "Philadelphia, PA", "America/New_York"),
        ("19103", "Philadelphia, PA", "America/New_York"),
        (" 01060-1234 ", "Northampton, MA", "America/New_York"),
        ("Paris", "Paris, FR", "Europe/Paris"),
        ("paris, tx", "Paris, TX", "America/Chicago"),
        ("Paris, Francia", "Paris, FR", "Europe/Paris"),
        ("München", "Munich, DE", "Europe/Berlin"),
        ("munchen", "Munich, DE", "Europe/Berlin"),
        ("Nueva York", "New York City, NY", "America/New_York"),
        ("Cambridge, England", "Cambridge, GB", "Europe/London"),
        ("Cambridge, Massachusetts", "Cambridge, MA", "America/New_York"),
        ("Los Angeles, CA", "Los Angeles, CA", "America/Los_Angeles"),
    ],
)
def test_a_place_is_found_as_people_write_it(words: str, said: str, zone: str) -> None:
    found = find_place(words)
    assert found is not None
    assert (found.said, found.timezone) == (said, zone)


@pytest.mark.parametrize("words", ["", "  ", ",", "Nowhereville", "00000", "Paris, Nowhere", "x" * 5000, "\x00"])
def test_what_is_no_place_is_not_found(words: str) -> None:
    assert find_place(words) is None


def test_the_country_of_the_asker_comes_first() -> None:
    assert find_places("Cambridge", limit=1)[0].country == "GB"
    assert find_places("Cambridge", country="US", limit=1)[0].said == "Cambridge, MA"


def test_how_a_place_is_said_finds_it_again() -> None:
    for words in ("Paris", "Springfield", "Cambridge, MA", "Lisboa"):
        found = find_place(words)
        assert found is not None
        assert find_place(found.said) == found


@pytest.mark.parametrize(
    ("latitude", "longitude", "zone"),
    [(39.95, -75.16, "America/New_York"), (52.52, 13.4, "Europe/Berlin"), (-16.5, 179.9, "Pacific/Fiji"), (0, -30, "")],
)
def test_the_zone_of_a_point(latitude: float, longitude: float, zone: str) -> None:
    assert zone_at(latitude, longitude) == zone


def test_how_far_two_points_are() -> None:
    assert round(distance_km((39.9524, -75.1636), (40.7128, -74.006))) == 130
    assert distance_km((0, 0), (0, 180)) == pytest.approx(20015.1, abs=0.1)
    assert distance_km((10, 20), (10, 20)) == 0


def test_getting_ready_ends_with_places_known_and_does_nothing_a_second_time() -> None:
    get_ready()
    assert find_place("Berlin") is not None
    for thread in enumerate_threads():
        if thread.name == "places":
            thread.join()
    get_ready()
    assert "places" not in {thread.name for thread in enumerate_threads()}


def test_words_are_compared_without_accents_case_and_signs() -> None:
    assert fold("  Saint-Étienne_du  Rouvray ") == "saint etienne du rouvray"
