"""Meetings: finding them and looking at one, for everybody; what pages hide until somebody asks is hidden here, too."""

from django.http import HttpRequest
from ninja import Query, Router

from alongside.api.schemas_meetings import MeetingOut, MeetingQuery, MeetingsPage, MeetingStart, OneMeeting
from alongside.kernel.clock import current_time
from alongside.meetings.asking import Asked
from alongside.meetings.enums import State
from alongside.meetings.finding import Found, find_meetings
from alongside.meetings.passcodes import parted
from alongside.meetings.policies import access_meeting
from alongside.meetings.queries import timing_of
from alongside.meetings.timing import next_starts
from alongside.meetings.way_in import phone_of
from alongside.meetings.whereabouts import known_zone, whereabouts

router = Router(tags=["meetings"], auth=None)
STARTS = 5
SAME = (
    "slug", "name", "program", "types", "attendance", "duration_min", "timezone", "languages", "location", "city",
    "region", "country", "latitude", "longitude", "is_approximate", "confirmed_at",
)  # fmt: skip
MORE = ("rhythm", "day", "nth", "on_date", "formatted_address", "street", "postal_code", "group")


@router.get("", response=MeetingsPage, summary="Meetings that begin next")
def list_meetings(request: HttpRequest, query: Query[MeetingQuery]) -> MeetingsPage:
    """Return a page of what was asked for, each meeting with its next start; no token is needed."""
    where = whereabouts(place=query.place, near=query.near)
    asked = Asked(
        zone=known_zone(query.tz) if query.tz else where.zone or "UTC",
        point=where.point,
        within_km=query.within_km,
        weekday=query.weekday,
        after=query.starts_after,
        before=query.starts_before,
        types=tuple(code.strip() for code in query.types.split(",") if code.strip()),
        program=query.program,
        attendance=query.attendance or "",
        language=query.language,
        words=query.q,
    )
    page = find_meetings(asked, now=current_time(), limit=query.limit, cursor=query.cursor)
    # The answer is checked once, when it leaves.
    return MeetingsPage.model_construct(items=[_found(one) for one in page.found], next_cursor=page.next_cursor)


@router.get("/{slug}", response=OneMeeting, summary="A meeting, and when it is held next")
def show_meeting(request: HttpRequest, slug: str) -> OneMeeting:
    """Return one meeting. Passcodes, and what is typed after a number, are for who opens its page and asks."""
    row = access_meeting(slug)
    starts = next_starts(timing_of(row), after=current_time(), count=STARTS)
    return OneMeeting(
        **{name: getattr(row, name) for name in (*SAME, *MORE)},
        time=row.time.strftime("%H:%M") if row.time else None,
        next_starts=[
            MeetingStart(
                start=one.at,
                place=one.differs.place if one.differs else "",
                words=one.differs.words if one.differs else "",
            )
            for one in starts
        ],
        conference_url=parted(row.conference_url).said,
        conference_phone=phone_of(row.conference_phone).number,
        notes=parted(row.notes).said,
        confirmed=row.state == State.LISTED,
    )


def _found(found: Found) -> MeetingOut:
    row = found.meeting
    return MeetingOut.model_construct(
        **{name: getattr(row, name) for name in SAME},
        next_start=found.start,
        distance_km=None if found.distance is None else round(found.distance, 2),
        confirmed=row.state == State.LISTED,
    )
