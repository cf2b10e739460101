"""What may be chosen: alias, passphrase, language, place. Each answers with the value to keep or raises a sentence."""

import unicodedata

from django.conf import settings
from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from alongside.accounts.aliases import AliasProblem, alias_problem, tidy_alias
from alongside.accounts.models import Person
from alongside.accounts.zones import known_zones
from alongside.kernel.errors import Invalid
from alongside.ui import phrases
from alongside.ui.countries import country_choices

LONGEST_PASSPHRASE = 256
FEWEST_SIGNS = 5

ALIAS_SENTENCES: dict[AliasProblem, Promise] = {
    AliasProblem.TOO_SHORT: _("An alias needs at least 2 characters, and one of them must be a letter or a number."),
    AliasProblem.TOO_LONG: _("An alias can have up to 40 characters. Please choose a shorter one."),
    AliasProblem.HIDDEN: _("There are characters in this alias that do not show. Please type it again without them."),
    AliasProblem.MIXED: _(
        "This alias mixes letters of several alphabets that look alike. Please use one alphabet, so that nobody can "
        "pass for somebody else."
    ),
    AliasProblem.EMAIL: _(
        "This looks like an e-mail address. Others see your alias, so please choose something that does not tell who "
        "you are."
    ),
    AliasProblem.PHONE: _(
        "This looks like a phone number. Others see your alias, so please choose something that does not tell who "
        "you are."
    ),
}
ALIAS_TAKEN = _("Somebody here already uses this alias. Please choose another one.")

PASSPHRASE_SENTENCES: dict[str, Promise] = {
    "password_too_short": _("A passphrase needs at least 12 characters. Four or five words together are easy to keep."),
    "password_too_common": _("Many people use this passphrase, so it is guessed first. Please choose another one."),
    "password_too_similar": _("This passphrase is too much like your alias. Please choose another one."),
}
PASSPHRASE_TOO_LONG = _("A passphrase can have up to 256 characters. Please choose a shorter one.")
PASSPHRASE_TOO_PLAIN = _("This passphrase repeats the same few letters. Please choose one that is harder to guess.")


def checked_alias(alias: str) -> str:
    """Return the alias as it is kept; Invalid when it cannot be one. Whether it is taken is not asked."""
    tidy = tidy_alias(alias)
    problem = alias_problem(tidy)
    if problem is not None:
        raise Invalid(ALIAS_SENTENCES[problem], field="alias")
    return tidy


def normal_passphrase(passphrase: str) -> str:
    """Return the passphrase as it is compared (NFKC), so that another keyboard types the same (NIST SP 800-63B)."""
    return unicodedata.normalize("NFKC", passphrase)


def checked_passphrase(passphrase: str, *, alias: str) -> str:
    """Return the passphrase as it is hashed; Invalid when it is too short, too long, common or like the alias."""
    passphrase = normal_passphrase(passphrase)
    if len(passphrase) > LONGEST_PASSPHRASE:
        raise Invalid(PASSPHRASE_TOO_LONG, field="passphrase")
    for validator in password_validation.get_default_password_validators():
        try:
            validator.validate(passphrase, Person(alias=alias))
        except ValidationError as error:
            raise Invalid(PASSPHRASE_SENTENCES.get(error.code or "", error.messages[0]), field="passphrase") from error
    if len(set(passphrase)) < FEWEST_SIGNS or _repeats_itself(passphrase):
        raise Invalid(PASSPHRASE_TOO_PLAIN, field="passphrase")
    return passphrase


def _repeats_itself(text: str) -> bool:
    """Tell whether the text is one shorter text over and over, which is as quickly guessed as that one."""
    return (text + text).find(text, 1) < len(text)


def checked_locale(locale: str) -> str:
    """Return the language code; Invalid when it is none of `settings.LANGUAGES`."""
    if locale not in dict(settings.LANGUAGES):
        raise Invalid(_("We do not speak this language yet. Please choose one from the list."), field="locale")
    return locale


def checked_zone(zone: str) -> str:
    """Return the time zone's IANA name; Invalid when there is no such zone."""
    if zone not in known_zones():
        raise Invalid(phrases.UNKNOWN_TIME_ZONE, field="time_zone")
    return zone


def checked_country(country: str) -> str:
    """Return the ISO 3166-1 code, '' for not said; Invalid when there is no such country."""
    if country and country not in dict(country_choices()):
        raise Invalid(phrases.UNKNOWN_COUNTRY, field="country")
    return country
