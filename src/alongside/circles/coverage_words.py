"""A circle's coverage in sentences, with the names its owner gave: for the owner's eyes alone."""

from collections.abc import Iterator, Mapping, Sequence

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from alongside.circles.coverage import ALWAYS, Coverage, Helper, Kind, Mask, NeedCoverage
from alongside.circles.week_words import when_words
from alongside.ui.lists import listed

Names = Mapping[str, str]
"""What the owner calls whoever is at a key of coverage."""

MISSING: dict[Kind, Promise] = {
    Kind.PEER: gettext_lazy("A peer: somebody who knows from their own life what this is like."),
    Kind.FAMILY_OR_FRIEND: gettext_lazy("Family or a friend: somebody who knows you."),
    Kind.PROFESSIONAL: gettext_lazy("A professional: somebody who has learned to help with this."),
    Kind.COMMUNITY: gettext_lazy("A group or an online community: others, together, in one place."),
}


def summary_of(coverage: Coverage) -> str:
    """Say in one sentence how it stands."""
    if not all(one.is_met for one in coverage.needs):
        met = sum(one.is_met for one in coverage.needs)
        values = {"met": met, "needs": len(coverage.needs)}
        return (
            ngettext(
                "%(met)d of your %(needs)d needs is covered whenever you need it.",
                "%(met)d of your %(needs)d needs are covered whenever you need it.",
                met,
            )
            % values
        )
    if any(one.singles for one in coverage.needs):
        return _("Somebody could answer whenever you need it. For some of it that is one person alone.")
    return _("Two or more people could answer whenever you need it.")


def circle_sentences(coverage: Coverage, names: Names) -> list[str]:
    """Say what holds for all needs together."""
    key = coverage.carries_everything
    if key is None or len(coverage.needs) < 2:
        return []
    return [
        _(
            "All that is covered is covered by %(name)s alone. It is good that they are there. "
            "With one more person it would be lighter, for them and for you."
        )
        % {"name": names[key]}
    ]


def need_sentences(one: NeedCoverage, helpers: Sequence[Helper], names: Names) -> list[str]:
    """Say who could answer one need, and when nobody could."""
    able = [helper for helper in helpers if one.need.support in helper.gives]
    return list((_whenever if one.need.hours is None else _in_hours)(one, able, names))


def _whenever(one: NeedCoverage, able: Sequence[Helper], names: Names) -> Iterator[str]:
    there = [names[helper.key] for helper in able if helper.hours_for(one.need.support)]
    if len(there) == 1:
        yield _("%(name)s alone could help with this.") % {"name": there[0]}
    elif there:
        yield _("%(names)s could help with this.") % {"names": listed(there)}
    else:
        yield _("Nobody could help with this yet.")
    yield from _woken(one, able, names)


def _in_hours(one: NeedCoverage, able: Sequence[Helper], names: Names) -> Iterator[str]:
    if one.is_met and one.singles:
        yield _("Somebody could answer in all its hours.")
    elif one.is_met:
        yield _("Two or more people could answer in all its hours.")
    else:
        yield _said(_("%(when)s, nobody could answer."), one.gaps)
    yield from _woken(one, able, names)
    for key, hours in one.alone.items():
        yield _said(_("%(when)s, nobody but %(name)s could answer."), hours, name=names[key])


def _woken(one: NeedCoverage, able: Sequence[Helper], names: Names) -> Iterator[str]:
    """Say who agreed to be woken in the gaps; whoever agreed for the same hours in one sentence."""
    together: dict[Mask, list[str]] = {}
    for helper in able:
        if hours := helper.urgent_for(one.need.support) & one.gaps:
            together.setdefault(hours, []).append(names[helper.key])
    for hours, woken in together.items():
        if hours == one.gaps:
            yield _("If it were urgent, you could reach %(names)s even then.") % {"names": listed(woken)}
        else:
            yield _said(_("%(when)s, you could reach %(names)s if it were urgent."), hours, names=listed(woken))


def without_sentences(coverage: Coverage, key: str, words: Names, names: Names) -> list[str]:
    """Say what would not be covered any more if this person left; `words` has the owner's words for each need."""
    name = names[key]
    broken = coverage.breaks_without(key)
    if not broken:
        return [_("All that is covered now would stay covered without %(name)s.") % {"name": name}]
    return [_would_break(words[need], hours) for need, hours in broken.items()]


def _would_break(need: str, hours: Mask) -> str:
    if hours == ALWAYS:
        return _("“%(need)s”: nobody else could help with this.") % {"need": need}
    return _("“%(need)s”: %(when)s, nobody else could answer.") % {"need": need, "when": when_words(hours)}


def _said(sentence: str, hours: Mask, **values: str) -> str:
    return capfirst(sentence % {"when": when_words(hours), **values})
