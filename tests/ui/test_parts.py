"""The parts that pages are made of."""

import pytest
from django.template import Context, Template

from alongside.ui.initials import initials
from alongside.ui.steps import steps_of


def drawn(source: str, **values: object) -> str:
    """Return a template's HTML with white space put together."""
    return " ".join(Template("{% load ui %}" + source).render(Context(values)).split())


HOSTILE = '"><script>alert(1)</script>'


def test_a_card_holds_what_is_in_it_under_its_heading() -> None:
    assert drawn('{% card "News" kind="good" level=3 %}<p>All is well.</p>{% endcard %}') == (
        '<section class="card good"> <h3>News</h3> <p>All is well.</p> </section>'
    )


def test_a_card_without_heading_has_none() -> None:
    assert drawn("{% card %}x{% endcard %}") == '<section class="card"> x </section>'


@pytest.mark.parametrize(
    "source",
    [
        "{% card words %}{{ words }}{% endcard %}",
        "{% row words href=words words=words %}{{ words }}{% endrow %}",
        "{% person_chip words words href=words %}",
        "{% button words name=words value=words %}",
        "{% button words href=words opens=words %}",
        "{% notice kind=words %}{{ words }}{% endnotice %}",
        "{% nothing_yet words step=words href=words %}{{ words }}{% endnothing_yet %}",
        "{% progress words value=1 most=2 %}",
        "{% dialog words words %}{{ words }}{% enddialog %}",
        "{% tabs words %}{% tab words name=words %}{{ words }}{% endtab %}{% endtabs %}",
        "{% table words headings lines %}",
        "{% stepper steps %}",
    ],
)
def test_no_part_lets_words_become_markup(source: str) -> None:
    html = drawn(source, words=HOSTILE, headings=[HOSTILE], lines=[[HOSTILE]], steps=steps_of([HOSTILE], current=0))
    assert "script&gt;" in html
    assert "<script" not in html
    assert '"">' not in html


def test_a_button_sends_its_form_and_with_an_address_leads_there() -> None:
    assert drawn('{% button "Save" name="move" value="keep" %}') == (
        '<button class="button" type="submit" name="move" value="keep">Save</button>'
    )
    assert drawn('{% button "Remove" href="/there/" kind="danger" opens="ask" %}') == (
        '<a class="button danger" href="/there/" data-dialog="ask">Remove</a>'
    )


def test_somebody_who_has_not_said_yes_looks_different() -> None:
    assert 'class="person waiting"' in drawn('{% person_chip "Made-up Sam" waiting=True %}')
    html = drawn('{% person_chip "Made-up Sam" "With you" href="/tie/" %}')
    assert html.startswith('<a class="person" href="/tie/">')
    assert '<span class="initials" aria-hidden="true">MS</span>' in html


def test_only_what_went_wrong_interrupts_a_screen_reader() -> None:
    assert 'role="alert"' in drawn('{% notice kind="problem" %}x{% endnotice %}')
    assert 'role="alert"' not in drawn("{% notice %}x{% endnotice %}")


def test_nothing_yet_offers_one_step() -> None:
    html = drawn('{% nothing_yet "Nobody yet" step="Name one" href="/add/" %}<p>It helps.</p>{% endnothing_yet %}')
    assert html.count("<a ") == 1
    assert '<a class="button" href="/add/">Name one</a>' in html
    assert "<h2>Nobody yet</h2>" in html


def test_a_stepper_says_what_is_done_and_where_one_is() -> None:
    html = drawn("{% stepper steps %}", steps=steps_of(["Needs", "People"], current=1, done=frozenset({0})))
    assert (
        '<li class="done"> <span aria-hidden="true">Needs</span> <span class="sr-only">Needs: done</span> </li>' in html
    )
    assert '<li aria-current="step"> <span aria-hidden="true">People</span>' in html


def test_a_table_says_the_heading_of_each_cell_for_when_it_folds() -> None:
    html = drawn("{% table 'People' headings lines %}", headings=["Who", "When"], lines=[["Sam", "Evenings"]])
    assert '<th scope="col">Who</th>' in html
    assert '<th scope="row" data-label="Who">Sam</th>' in html
    assert '<td data-label="When">Evenings</td>' in html


def test_a_dialog_has_a_name_and_a_way_back() -> None:
    html = drawn('{% dialog "ask" "Remove them?" %}<p>x</p>{% enddialog %}')
    assert '<dialog id="ask" aria-labelledby="ask-heading">' in html
    assert '<form method="dialog">' in html


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("My sister", "MS"),
        ("Sam", "SA"),
        ("  anna maria  made-up ", "AU"),
        ("“Big” Jo", "BJ"),
        ("Élodie", "ÉL"),
        ("李雷", "李雷"),
        ("🦉", "🦉"),
        ("", "?"),
    ],
)
def test_initials(name: str, expected: str) -> None:
    assert initials(name) == expected
