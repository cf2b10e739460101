"""What views do for somebody in danger: whatever keeps their words from being sent, people hear of them."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from functools import wraps
from typing import Any, ParamSpec, cast
from uuid import UUID

from django.forms import Form
from django.http import HttpResponse

from alongside.accounts.decorators import PersonRequest, PersonView
from alongside.kernel.clock import current_time
from alongside.kernel.errors import AlongsideError, TooMany
from alongside.kernel.ratelimit import count_try
from alongside.safety.asking import LOOKED_AT, NOT_SENT, UNSENT, led_to_people
from alongside.safety.urgent import cries_lately
from alongside.safety.words.danger import sounds_like_danger
from alongside.ui.errors import gives_back, own_words

P = ParamSpec("P")
# Brings somebody's words before moderators, with what the address of the page holds; tells whether it is before them.
Bring = Callable[[PersonRequest, str, Mapping[str, Any]], bool]
# What a view is marked with that hears what it refuses.
HEARD = "hears_what_it_refuses"
AN_HOUR, MOST = timedelta(hours=1), 30


def heard_if_refused(bring: Bring, *forms: type[Form]) -> Callable[[PersonView[P]], PersonView[P]]:
    """Bring words of danger before moderators that a view refuses, and lead whoever typed them in `forms` to people.

    A page that was open may be gone by then, or they may be out of it: that is when somebody cries for help.
    """

    def decorate(view: PersonView[P]) -> PersonView[P]:
        @wraps(view)
        def heard(request: PersonRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            try:
                return view(request, *args, **kwargs)
            except AlongsideError as refusal:
                typed = "\n\n".join(own_words(request))[:LOOKED_AT]
                if sounds_like_danger(typed):
                    is_taken = _is_taken(request.user.id, now=current_time())
                    is_shown = is_taken and bring(request, typed, kwargs)
                    refusal.led_to = led_to_people(UNSENT if is_shown else NOT_SENT)
                raise

        vars(heard)[HEARD] = True
        return cast("PersonView[P]", gives_back(*forms)(heard))

    return decorate


def _is_taken(person_id: UUID, *, now: datetime) -> bool:
    """Tell whether one more is brought of somebody: past many an hour only who has not been heard within it."""
    try:
        count_try("safety.refused", str(person_id), limit=MOST, window=AN_HOUR, now=now)
    except TooMany:
        return cries_lately(person_id, now=now) == 0
    return True


def led_if_refused(*forms: type[Form]) -> Callable[[PersonView[P]], PersonView[P]]:
    """Lead whoever typed words of danger to people where a view refuses them; what is between two, nobody is shown."""
    return heard_if_refused(_for_nobody_else, *forms)


def _for_nobody_else(_request: PersonRequest, _words: str, _at: Mapping[str, Any]) -> bool:
    return False
