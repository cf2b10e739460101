"""Every part of the interface in every state, for those who build pages: what it offers, and how it looks."""

import re
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django import forms
from django.contrib.staticfiles.finders import find
from django.utils.translation import gettext_lazy as _

from alongside.circles.hours_field import HoursField
from alongside.ui import phrases
from alongside.ui.steps import steps_of

ICON = re.compile('<symbol id="([a-z-]+)"')


class SampleForm(forms.Form):
    """One field of each kind."""

    name = forms.CharField(label=_("A line of text"), help_text=_("Words that help to fill it in."))
    words = forms.CharField(label=_("Several lines"), widget=forms.Textarea(attrs={"rows": 3}), required=False)
    one = forms.ChoiceField(
        label=_("One of a few"), choices=[("a", _("Talk")), ("b", _("Walk"))], widget=forms.RadioSelect
    )
    many = forms.MultipleChoiceField(
        label=_("Any of a few"),
        choices=[("a", _("Talk")), ("b", _("Walk"))],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    pick = forms.ChoiceField(label=_("One of many"), choices=[("a", _("Talk")), ("b", _("Walk"))])
    agree = forms.BooleanField(label=_("Yes or no"), required=False, help_text=_("What a tick here means."))
    hours = HoursField(label=phrases.HOURS_OF_THE_WEEK, required=False)


def samples(*, now: datetime) -> dict[str, Any]:
    """Return what the parts of the styleguide are filled with."""
    return {
        "plain": SampleForm(initial={"one": "a", "hours": (18, 19, 42, 43)}, prefix="plain"),
        "wrong": SampleForm({"wrong-one": "c"}, prefix="wrong"),
        "steps": steps_of([_("Needs"), _("People"), _("Invite"), _("Try it")], current=2, done=frozenset({0, 1})),
        "moments": [now + timedelta(minutes=minutes) for minutes in (0, -5, 20, -300, 2000, -90000)],
        "today": now.date(),
        "headings": [_("Who"), _("When"), _("How")],
        "lines": [[_("Made-up Sam"), _("Evenings"), _("Talk")], [_("Made-up Ona"), _("Any hour"), _("Walk")]],
        "icons": ICON.findall(Path(find("ui/icons.svg") or "").read_text()),
    }
