"""How forms are drawn: label, help and error belong to their field for whoever cannot see where they stand."""

import re

from django import forms
from django.http import QueryDict

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
    assert '<ul class="errors" id="id_name_error"><li>Ensure this value has at most 5 characters' in html
    assert '<div class="notice problem" role="alert">' in html
    assert '<li><a href="#id_name">What do you call them?</a>: Ensure' in html


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
