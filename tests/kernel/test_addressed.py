"""Where a written address surely is: what tells it, and what may be meant in two ways."""

import pytest

from alongside.kernel.addressed import Address, told_by

SURE = [
    (Address(written="1600 Arch St, Philadelphia, PA 19103"), "Philadelphia, PA", "America/New_York"),
    (
        Address(written="1600 Arch St, Philadelphia PA 19103-1234, United States"),
        "Philadelphia, PA",
        "America/New_York",
    ),
    (Address(written="Hall\n1 Main St\nAtlanta, Georgia"), "Atlanta, GA", "America/New_York"),
    (Address(written="Rustaveli 1, Tbilisi, Georgia"), "Tbilisi, GE", "Asia/Tbilisi"),
    (Address(written="Am Markt 1, 10115 Berlin, Germany"), "Berlin, DE", "Europe/Berlin"),
    (Address(written="10 Downing St, London SW1A 2AA, UK"), "London, GB", "Europe/London"),
    (Address(postal_code="19103", city="Philadelphia"), "Philadelphia, PA", "America/New_York"),
    (Address(postal_code="19103", country="USA"), "Philadelphia, PA", "America/New_York"),
    (Address(postal_code="10178", city="Berlin"), "Berlin, DE", "Europe/Berlin"),
    (Address(city="Amarillo", region="Texas"), "Amarillo, TX", "America/Chicago"),
    (Address(city="Philadelphia"), "Philadelphia, PA", "America/New_York"),
]
ONLY_THE_CLOCK = [
    (Address(city="Anytown", region="OK", country="US"), "America/Chicago"),
    (Address(city="Dorfhausen", country="DE"), "Europe/Berlin"),
]
NOT_SURE = [
    Address(),
    Address(postal_code="19103"),
    Address(city="Paris"),
    Address(city="Perth", region="WA"),
    Address(city="Springfield", country="US"),
    Address(city="Nowhere", region="TX", country="US"),
    Address(city="Berlin", country="Madeup"),
    Address(written="123 Main St, Anytown, OK 12345, USA"),
    Address(written="Hall, Philadelphia"),
    Address(written="Library, CO"),
    Address(written="Room 5"),
]


@pytest.mark.parametrize(("address", "said", "zone"), SURE)
def test_what_tells_it(address: Address, said: str, zone: str) -> None:
    place, found = told_by(address)
    assert (place.said if place else "", found) == (said, zone)


@pytest.mark.parametrize(("address", "zone"), ONLY_THE_CLOCK)
def test_a_state_or_a_country_with_one_clock_tells_that(address: Address, zone: str) -> None:
    assert told_by(address) == (None, zone)


@pytest.mark.parametrize("address", NOT_SURE)
def test_what_may_be_meant_in_two_ways_tells_nothing(address: Address) -> None:
    assert told_by(address) == (None, "")
