"""The table form of Meeting Guide (pure): CSV with a line of headings, as spreadsheets export it."""

import csv
import io
from dataclasses import replace
from typing import Any

from alongside.meetings import sentences
from alongside.meetings.formats import meeting_guide
from alongside.meetings.formats.reading import NoFeed, decoded, slug_text
from alongside.meetings.listing import Feed, Listing

HEADINGS = {"zip": "postal_code", "zip_code": "postal_code", "url": "conference_url", "longtitude": "longitude"}
NAMED_BY = ("name", "group", "location", "address", "city", "day", "time")


def read(body: bytes, program: str) -> Feed:
    """Read a table; a line without slug gets one from what names it, so that it stays the same in the next one."""
    try:
        text = decoded(body)
    except NoFeed as refusal:
        return Feed(refusal=str(refusal))
    try:
        lines = [line for line in csv.reader(io.StringIO(text), delimiter=_delimiter(text)) if any(line)]
    except csv.Error:
        return Feed(refusal=sentences.NOT_A_TABLE)
    headings = [_heading(one) for one in lines[0]] if lines else []
    if not {"name", "group", "location"} & set(headings) or not {"day", "time"} & set(headings):
        return Feed(refusal=sentences.NOT_A_TABLE)
    records = [_record(headings, line) for line in lines[1:]]
    made = {place for place, one in enumerate(records) if one and not {"slug", "id"} & one.keys()}
    for place in made:
        records[place]["slug"] = slug_text(*(records[place].get(name, "") for name in NAMED_BY))[:280]
    try:
        feed = meeting_guide.read_records(records, program)
    except NoFeed as refusal:
        return Feed(refusal=str(refusal))
    listings = [_named_by_itself(one) if one.record in made else one for one in feed.listings]
    return replace(feed, listings=tuple(listings))


def _named_by_itself(listing: Listing) -> Listing:
    return replace(listing, remarks=(("slug", sentences.MADE_SLUG), *listing.remarks))


def _delimiter(text: str) -> str:
    first = text.partition("\n")[0]
    return max(",;\t", key=first.count)


def _heading(text: str) -> str:
    name = slug_text(text).replace("-", "_")
    return HEADINGS.get(name, name)


def _record(headings: list[str], line: list[str]) -> dict[str, Any]:
    return {heading: cell for heading, cell in zip(headings, line, strict=False) if heading and cell.strip()}
