"""What may be said about a group: each check answers with the value to keep or raises a sentence."""

import secrets
from dataclasses import replace

from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from alongside.circles.texts import checked_text
from alongside.groups.calling.quiet import QUIET_DAYS
from alongside.groups.details import GroupDetails
from alongside.groups.enums import Kind, Openness
from alongside.groups.languages import LANGUAGES
from alongside.groups.milestones.words import checked_words
from alongside.groups.unanswered.turns import TARGETS
from alongside.kernel.errors import Invalid
from alongside.ui import phrases

NAME_LENGTH = 80
PURPOSE_LENGTH = 1000
AGREEMENTS_LENGTH = 4000
WORD_LENGTH = 400
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


def checked_details(details: GroupDetails) -> GroupDetails:
    """Return what can be kept of a group; Invalid for the first thing that cannot."""
    known = {"kind": details.kind in Kind.values, "openness": details.openness in Openness.values}
    known["answer_hours"] = details.answer_hours in TARGETS
    known["quiet_days"] = details.quiet_days in QUIET_DAYS
    for field, is_known in known.items():
        if not is_known:
            raise Invalid(phrases.CHOICE_NOT_KNOWN, field=field)
    languages = tuple(code for code in LANGUAGES if code in details.languages)
    if not languages:
        raise Invalid(_("Please choose at least one language that people speak there."), field="languages")
    return replace(
        details,
        name=" ".join(checked_text(details.name, field="name", most=NAME_LENGTH, required=True).split()),
        purpose=checked_text(details.purpose, field="purpose", most=PURPOSE_LENGTH, required=True),
        agreements=checked_text(details.agreements, field="agreements", most=AGREEMENTS_LENGTH, required=True),
        languages=languages,
        milestone_words=checked_words(details.milestone_words),
    )


def new_slug(name: str) -> str:
    """Return an address for a group of that name. Its end is drawn: a name that is taken must not show by it."""
    end = "".join(secrets.choice(LETTERS) for _letter in range(6))
    return f"{slugify(name)[:50].strip('-') or 'group'}-{end}"
