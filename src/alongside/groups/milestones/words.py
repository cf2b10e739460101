"""Milestones in a group, in words of its own: those its hosts wrote, or ours for its kind. Never ranked or counted."""

from collections.abc import Iterable
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.accounts.models import Person
from alongside.groups.enums import GroupState, Kind, Standing
from alongside.groups.models import Group
from alongside.groups.policies import own_memberships
from alongside.groups.threads.checks import one_line
from alongside.kernel.errors import Invalid
from alongside.ui import phrases
from alongside.ui.celebrations import Room

MOST_WORDS = 12
WORD_LENGTH = 40
DAY_ONE, A_GOOD_DAY, AN_ANNIVERSARY = (
    gettext_lazy("Day one"),
    gettext_lazy("A good day"),
    gettext_lazy("An anniversary"),
)
USUAL: dict[Kind, tuple[str | Promise, ...]] = {
    Kind.CONDITION: (
        DAY_ONE,
        A_GOOD_DAY,
        gettext_lazy("Treatment over"),
        gettext_lazy("Steps walked"),
        AN_ANNIVERSARY,
    ),
    Kind.PROGRAMME: (DAY_ONE, gettext_lazy("A chip"), gettext_lazy("A step taken"), AN_ANNIVERSARY),
    Kind.PLACE: (DAY_ONE, A_GOOD_DAY, AN_ANNIVERSARY),
    Kind.FAMILY_FRIENDS: (
        gettext_lazy("A boundary kept"),
        gettext_lazy("An evening for myself"),
        A_GOOD_DAY,
        AN_ANNIVERSARY,
    ),
    Kind.SUPPORTERS: (gettext_lazy("A breather taken"), gettext_lazy("Help asked for"), A_GOOD_DAY, AN_ANNIVERSARY),
    Kind.ALUMNI: (gettext_lazy("Home again"), DAY_ONE, gettext_lazy("Back at work"), AN_ANNIVERSARY),
}


def words_of(group: Group) -> tuple[str, ...]:
    """Return the words in which a group says what is reached: its own, or those for its kind."""
    return tuple(group.milestone_words) or tuple(str(word) for word in USUAL[Kind(group.kind)])


def checked_words(words: Iterable[str]) -> tuple[str, ...]:
    """Return what a group can keep, each once, '' left out; Invalid for what is too long or too much."""
    kept = dict.fromkeys(one_line(word, field="milestone_words", most=WORD_LENGTH) for word in words)
    kept.pop("", None)
    if len(kept) > MOST_WORDS:
        raise Invalid(_("Please keep to twelve words at most."), field="milestone_words")
    return tuple(kept)


def checked_word(group: Group, word: str) -> str:
    """Return one of a group's words; Invalid for any other."""
    if word not in words_of(group):
        raise Invalid(_("Please choose one of the words of the group."), field="word")
    return word


def rooms_of(person: Person) -> list[Room]:
    """Return the groups in which somebody can say that they reached something."""
    rows = own_memberships(person).filter(state=Standing.IN, group__state__in=[GroupState.OPEN, GroupState.HOSTLESS])
    named = [
        (row, {"group": row.group.name, "alias": row.alias})
        for row in rows.select_related("group").order_by("group__name", "id")
    ]
    return [Room(row.id, str(phrases.WHERE_YOU_ARE) % names, words_of(row.group)) for row, names in named]


def slug_of(person: Person, membership_id: UUID) -> str | None:
    """Return the address of the group in which somebody is known so, None when they are not in it."""
    rows = own_memberships(person).filter(id=membership_id, state=Standing.IN)
    return rows.values_list("group__slug", flat=True).first()


def title_of(word: str, how_long: str) -> str:
    """Return the title of what somebody reached: in the group's word, with how long if they say so."""
    return _("%(word)s: %(how_long)s") % {"word": word, "how_long": how_long} if how_long else word


def text_of(text: str) -> str:
    """Return what somebody says to it: their words, or a sentence of ours."""
    return text.strip() or _("I reached something, and I am glad to say it here.")
