"""How forms are drawn: label, help and error belong to their field for whoever cannot see where they stand."""

import re
from datetime import date

import pytest
from django import forms
from django.http import QueryDict
from django.utils import translation

from alongside.ui.forms import DayInput

RINGS = [("1", "Closest"), ("2", "Close")]


class TieForm(forms.Form):
    """Every kind of field that the pages use."""

    name = forms.CharField(label="What do you call them?", help_text="Only you see this.", max_length=5)
    note = forms.CharField(label="A note", widget=forms.Textarea, required=False)
    ring = forms.ChoiceField(label="How close?", choices=RINGS, widget=forms.RadioSelect, help_text="Who is first.")
    told = forms.BooleanField(label="They know", help_text="It can wait.")
    page = forms.CharField(widget=forms.HiddenInput, initial="7", required=False)

    def clean(self) -> dict[str, object]:
        """Refuse one name, as a form and not as a field."""
        if self.cleaned_data.get("name") == "Nobod":
            raise forms.ValidationError("That is nobody.")
        return self.cleaned_data


def drawn(form: forms.Form) -> str:
    """Return the form as HTML, without blanks that mean nothing."""
    return re.sub(r"\s+(</(?:label|legend)>)", r"\1", re.sub(r"\s+", " ", str(form)))


def sent(text: str) -> str:
    return drawn(TieForm(QueryDict(text)))


def test_an_empty_form_joins_label_and_help_to_the_field() -> None:
    html = drawn(TieForm())
    assert '<label for="id_name">What do you call them? <span class="required">(required)</span></label>' in html
    assert '<div class="help" id="id_name_helptext">Only you see this.</div>' in html
    assert re.search(r'<input type="text" name="name"[^>]* aria-describedby="id_name_helptext"', html)


def test_an_empty_form_has_no_summary_and_nothing_is_marked_wrong() -> None:
    html = drawn(TieForm())
    assert 'role="alert"' not in html
    assert "aria-invalid" not in html


def test_only_required_fields_say_so_in_words() -> None:
    html = drawn(TieForm())
    assert '<label for="id_note">A note</label>' in html
    assert html.count("(required)") == 3


def test_a_choice_is_a_group_with_a_legend() -> None:
    html = drawn(TieForm())
    assert '<fieldset class="field" aria-describedby="id_ring_helptext">' in html
    assert '<legend>How close? <span class="required">(required)</span></legend>' in html
    assert '<label for="id_ring_0">' in html


def test_a_box_to_tick_stands_before_its_label() -> None:
    html = drawn(TieForm())
    box, label = html.index('name="told"'), html.index('<label for="id_told">')
    assert box < label
    assert 'aria-describedby="id_told_helptext"' in html


def test_an_error_is_joined_to_its_field_and_named_on_top() -> None:
    html = sent("name=Much too long&ring=1&told=on")
    assert re.search(
        r'name="name" value="Much too long"[^>]* aria-invalid="true"[^>]*'
        r' aria-describedby="id_name_helptext id_name_error"',
        html,
    )
    assert '<ul class="errors" id="id_name_error"><li>This text is too long. Please keep it to 5 signs.' in html
    assert '<div class="notice problem" role="alert">' in html
    assert '<li><a href="#id_name">What do you call them?</a>: This text is too long.' in html


def test_an_error_of_a_group_is_joined_to_the_group() -> None:
    html = sent("name=Bea&told=on")
    assert '<fieldset class="field" aria-describedby="id_ring_helptext id_ring_error">' in html
    assert '<div id="id_ring">' in html  # where the link of the summary leads


def test_an_error_of_the_whole_form_is_in_the_summary() -> None:
    html = sent("name=Nobod&ring=1&told=on")
    assert "<li>That is nobody.</li>" in html
    assert "aria-invalid" not in html


def test_what_was_typed_stays_and_is_never_markup() -> None:
    html = sent("name=%3Cb%3E%22&note=%3C%2Ftextarea%3E%3Cscript%3E")
    assert 'value="&lt;b&gt;&quot;"' in html
    assert "&lt;/textarea&gt;&lt;script&gt;" in html
    assert "<script>" not in html


def test_hidden_fields_are_there_without_a_label() -> None:
    html = drawn(TieForm())
    assert '<input type="hidden" name="page" value="7" id="id_page">' in html
    assert 'for="id_page"' not in html


def test_nothing_takes_the_focus_by_itself() -> None:
    assert "autofocus" not in sent("")


class Everything(forms.Form):
    """One of each kind of field that can be left out or filled in wrong."""

    text = forms.CharField(max_length=3)
    email = forms.EmailField(required=False)
    count = forms.IntegerField(min_value=1, max_value=9, required=False)
    day = forms.DateField(required=False)
    time = forms.TimeField(required=False)
    agreed = forms.BooleanField()
    ring = forms.ChoiceField(choices=RINGS, required=False)
    rings = forms.MultipleChoiceField(choices=RINGS)


@pytest.mark.parametrize(
    ("sent", "sentences"),
    [
        (
            "",
            {
                "text": "Please fill this in.",
                "agreed": "Please tick this to go on.",
                "rings": "Please choose at least one of these.",
            },
        ),
        (
            "text=four&email=nobody&count=three&day=soon&time=tea&agreed=on&ring=7&rings=7",
            {
                "text": "This text is too long. Please keep it to 3 signs.",
                "email": "This does not look like an e-mail address. Please check it.",
                "count": "Please write a whole number, such as 3.",
                "day": "This does not look like a day. Please choose one.",
                "time": "This does not look like a time. Please write it as in 21:30.",
                "ring": "Please choose one of these.",
                "rings": "Please choose one of these.",
            },
        ),
        ("text=abc&agreed=on&rings=1&count=0", {"count": "Please write 1 or more."}),
        ("text=abc&agreed=on&rings=1&count=10", {"count": "Please write 9 or less."}),
    ],
)
def test_every_field_says_in_our_words_what_it_needs(sent: str, sentences: dict[str, str]) -> None:
    errors = Everything(QueryDict(sent)).errors
    assert {name: " ".join(found) for name, found in errors.items()} == sentences


class DayForm(forms.Form):
    """A day, as every form asks for one."""

    day = forms.DateField(label="On which day?", widget=DayInput)


@pytest.mark.parametrize("language", ["en", "en-us", "es"])
def test_a_day_chosen_before_stands_in_the_field_in_every_language(language: str) -> None:
    with translation.override(language):
        assert '<input type="date" name="day" value="2026-03-04"' in drawn(DayForm(initial={"day": date(2026, 3, 4)}))


def test_a_day_in_figures_that_means_another_one_elsewhere_is_asked_about_and_not_guessed() -> None:
    for typed in ("2026-03-04", "4 March 2026", "4 Mar 2026"):
        form = DayForm(QueryDict(f"day={typed}"))
        assert form.is_valid(), typed
        assert form.cleaned_data["day"] == date(2026, 3, 4)
    assert "This does not look like a day. Please choose one." in drawn(DayForm(QueryDict("day=03/04/2026")))
