"""Forms of worksheets: a worksheet to fill in, and who may read a sheet."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from alongside.circles.choosing import TiesField, offer_people
from alongside.toolbox.answers import NOTHING, Contents, Value
from alongside.toolbox.checking import LONG_LENGTH, SHORT_LENGTH, name_of
from alongside.toolbox.details import Filled
from alongside.toolbox.wording import say, scale_choices
from alongside.toolbox.worksheets import SURFS, Field, Kind, Worksheet

HALF = "toolbox/half_field.html"
MINUTES = {str(minutes): minutes for minutes in SURFS}


class RowsWidget(forms.Widget):
    """Draws a table to fill in: rows of fields under their columns, each named for who cannot see the table."""

    template_name = "toolbox/rows_widget.html"
    use_fieldset = True

    def __init__(self, columns: Sequence[str], rows: int) -> None:
        super().__init__()
        self.columns, self.rows = columns, rows

    def value_from_datadict(self, data: Mapping[str, Any], _files: Any, name: str) -> list[list[str]]:
        """Return what was written, row by row."""
        return [
            [str(data.get(f"{name}-{row}-{column}", "")) for column in range(len(self.columns))]
            for row in range(self.rows)
        ]

    def value_omitted_from_data(self, _data: Any, _files: Any, _name: str) -> bool:
        """An empty table is one to keep as well."""
        return False

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Hand the cells to the template, as many rows as there is room for."""
        written = [list(row) for row in value or ()]
        lines = [self._cells(name, number, (*written, *([[]] * self.rows))[number]) for number in range(self.rows)]
        return {"id": (attrs or {}).get("id", ""), "columns": self.columns, "lines": lines, "most": SHORT_LENGTH}

    def _cells(self, name: str, number: int, row: Sequence[str]) -> list[dict[str, str]]:
        padded = [*row, *([""] * len(self.columns))]
        return [
            {
                "name": f"{name}-{number}-{place}",
                "value": padded[place],
                "column": column,
                "label": gettext("%(column)s, row %(number)d") % {"column": column, "number": number + 1},
            }
            for place, column in enumerate(self.columns)
        ]


class SheetForm(forms.Form):
    """Some fields of a worksheet, each may be left open; `held` is what stands in the sheet already."""

    once = forms.CharField(max_length=100, widget=forms.HiddenInput, initial=lambda: uuid4().hex)

    def __init__(
        self,
        *args: Any,
        fields: Iterable[Field],
        held: Contents = NOTHING,
        at_hand: bool | None = None,
        **options: Any,
    ) -> None:
        """`at_hand` is whether the sheet is kept for a hard hour, None where that is not asked."""
        super().__init__(*args, **options)
        self.asked = tuple(fields)
        for one in self.asked:
            self.fields[name_of(one.key)] = MADE[one.kind](one, held.value(one.key))
        if at_hand is not None:
            self.fields["at_hand"] = forms.BooleanField(
                label=_("Show it to me when it gets hard"),
                help_text=_("It then stands among what is at hand for you. Nobody else sees it there."),
                required=False,
                initial=at_hand,
            )

    def filled(self) -> Filled:
        """Return what was filled in."""
        return Filled(
            said={one.key: self._said(one) for one in self.asked},
            once=self.cleaned_data["once"],
            is_at_hand=self.cleaned_data.get("at_hand"),
            minutes=MINUTES.get(str(self.data.get("surf", ""))),
        )

    def _said(self, one: Field) -> object:
        value = self.cleaned_data[name_of(one.key)]
        return int(value) if value and one.kind == Kind.SCALE else value


def _short(one: Field, value: Value | None) -> forms.Field:
    return forms.CharField(max_length=SHORT_LENGTH, **_usual(one, value))


def _long(one: Field, value: Value | None) -> forms.Field:
    return forms.CharField(max_length=LONG_LENGTH, widget=forms.Textarea(attrs={"rows": 3}), **_usual(one, value))


def _lines(one: Field, value: Value | None) -> forms.Field:
    area = forms.Textarea(attrs={"rows": min(one.most, 5)})
    text = "\n".join(map(str, value)) if isinstance(value, tuple) else ""
    return forms.CharField(widget=area, **_usual(one, text))


def _scale(one: Field, value: Value | None) -> forms.Field:
    radios = forms.RadioSelect(attrs={"class": "scale"})
    return forms.ChoiceField(choices=scale_choices(one), widget=radios, **_usual(one, value))


def _choice(one: Field, value: Value | None) -> forms.Field:
    choices = [(text, say(text)) for text in one.choices]
    return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, **_usual(one, value))


def _table(one: Field, value: Value | None) -> forms.Field:
    return forms.Field(widget=RowsWidget([say(column) for column in one.columns], one.most), **_usual(one, value))


def _usual(one: Field, value: object) -> dict[str, Any]:
    template = HALF if one.half else None
    words = {"label": say(one.asks), "help_text": say(one.help)}
    return {**words, "required": False, "initial": value, "template_name": template}


MADE = {
    Kind.SHORT: _short,
    Kind.LONG: _long,
    Kind.LINES: _lines,
    Kind.SCALE: _scale,
    Kind.CHOICE: _choice,
    Kind.TABLE: _table,
}


def first_form(data: Mapping[str, Any] | None, worksheet: Worksheet) -> SheetForm:
    """Return the form of a worksheet that is filled in for the first time."""
    return SheetForm(data, fields=worksheet.asked_first, at_hand=True if worksheet.at_hand else None)


class ShareForm(forms.Form):
    """Who may read a sheet: nobody until somebody is chosen."""

    readers = TiesField(label=_("Who may read this sheet?"))

    def __init__(self, *args: Any, people: dict[UUID, str], chosen: list[UUID], **options: Any) -> None:
        super().__init__(*args, **{**options, "initial": {"readers": [str(one) for one in chosen]}})
        offer_people(self, people)
