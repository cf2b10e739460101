"""The checks of texts find what they are for: every rule is seen red on a bad example, and quiet on a good one."""

from pathlib import Path

import pytest

from scripts.texts import PACKAGE, WORDS, faults_of_sources
from scripts.wording.exceptions import BEGIN_SMALL, PYTHON
from scripts.wording.joined import joined_in_template
from scripts.wording.messages import faults_of_text, faults_of_translation, unneeded
from scripts.wording.python import faults_in_python
from scripts.wording.repeated import repeated_texts
from scripts.wording.scripts import words_in_script
from scripts.wording.styles import sides_in_style
from scripts.wording.untranslated import untranslated_texts
from scripts.wording.words import read_words, unwanted_in


@pytest.mark.parametrize(
    ("template", "found"),
    [
        ('<p>{% translate "Hello" %}</p>', []),
        ("<p>Hello</p>", ["Hello"]),
        ("<p>{% blocktranslate trimmed %}Hello <b>you</b>{% endblocktranslate %}</p>", []),
        ("{% comment %}Hello{% endcomment %}{# Hello #}", []),
        ("{% if x %}Yes of course{% endif %}", ["Yes of course"]),
        ("<p>{{ count }} people</p>", ["people"]),
        ("<p>{{ hours }} h · 24/7</p>", []),
        ('<a href="/" title="Go home">{{ name }}</a>', ["Go home"]),
        ('<a href="/" title="{% translate "Home" %}">{{ name }}</a>', []),
        ('<img src="x.svg" alt="{{ name }} is here">', ["is here"]),
        ('<script src="live.js">const hello = 1</script><p class="muted">{{ x }}</p>', []),
        ('{% card "Hello" kind="good" %}{% endcard %}', ["Hello"]),
        ('{% button "Keep this" kind="quiet" %}', ["Keep this"]),
        ('{% card _("Hello") kind="good" %}{% endcard %}', []),
        ('{% empty _("Hello") step="Next step" href=url %}{% endempty %}', ["Next step"]),
        ('{{ name|default:"Nobody" }}', ["Nobody"]),
        ('{{ name|default:_("Nobody") }}{{ day|date:"DATE_FORMAT" }}', []),
    ],
)
def test_words_that_nobody_could_translate_are_found(tmp_path: Path, template: str, found: list[str]) -> None:
    path = tmp_path / "page.html"
    path.write_text(template)
    assert untranslated_texts(path, tmp_path) == [f"page.html: not translatable: {text!r}" for text in found]


PHRASES = {"not_now": "Not now", "nothing_lost": "Nothing is lost."}


@pytest.mark.parametrize(
    "template",
    [
        '<p>{% phrase "not_now" %} {{ name }}</p>',
        '<p>{% translate "You have" %} {% translate "no messages." %}</p>',
        '<p>{% translate "They wrote:" %} “{{ note }}”</p>',
        '<p>{% translate "Added" %} <b>{{ day }}</b></p>',
        '<p>{{ name }} {% translate "is with you." %}</p>',
        '<p>{{ name }}, {% translate "Here for you" %}</p>',
        '<p>{% translate "We go on asking" %} {% when moment %}</p>',
        '<button>{% translate "Remove" %} <span class="sr-only">{{ name }}</span></button>',
        '<p>{% if a %}{% translate "In the" %}{% endif %} {% translate "Evening." %}</p>',
        '<p>{% if a %}{{ a }}{% else %}<br>{% endif %}{% translate "took part." %}</p>',
        "<p>{% blocktranslate %}You have {{ n }}{% endblocktranslate %} {{ unit }}</p>",
        '<p>{% translate "Whole." %} {% blocktranslate count n=n %}and one.{% plural %}x{% endblocktranslate %}</p>',
    ],
)
def test_a_sentence_in_pieces_is_found_in_a_template(tmp_path: Path, template: str) -> None:
    path = tmp_path / "page.html"
    path.write_text(template)
    (fault,) = joined_in_template(path, tmp_path, PHRASES)
    assert fault.startswith(("page.html:1: one sentence in two pieces: ", "page.html:1: a value beside a piece "))


@pytest.mark.parametrize(
    "template",
    [
        '<p>{% translate "It is over." %} {% translate "Nothing is lost." %}</p>',
        '<p>{% translate "It is over." %} {{ outcome }}</p>',
        '<p>{% if a %}{% translate "One way" %}{% else %}{% translate "Another way" %}{% endif %}</p>',
        '<p>{% translate "Read the rest?" %} <a href="/">{% translate "Sign in" %}</a></p>',
        '<li>{{ name }} <span class="chip">{% translate "Not yet" %}</span></li>',
        '<p>{% translate "Answered" %} · {% when moment %}</p>',
        '<dt>{% translate "Added" %}</dt><dd>{{ day }}</dd>',
        '<p>{% phrase "nothing_lost" %} {% translate "Please try again." %}</p>',
        '<p>{% phrase "not_now" as label %}{{ label }}</p>',
        '<p>{% translate "Added" as label %}{{ label }}</p>',
        "<p>{% blocktranslate asvar words %}Added{% endblocktranslate %}{{ words }}</p>",
        "<p>{% blocktranslate with name=name %}{{ name }} is with you{% endblocktranslate %}</p>",
        '<p title="{% translate "Added" %}">{{ day }}</p>',
        '{% for x in xs %}<p>{{ x }}</p>{% empty %}{% translate "Nobody" %}{% endfor %}',
        '{% comment %}{% translate "You have" %} {{ n }}{% endcomment %}',
    ],
)
def test_whole_sentences_and_things_apart_are_left_alone(tmp_path: Path, template: str) -> None:
    path = tmp_path / "page.html"
    path.write_text(template)
    assert joined_in_template(path, tmp_path, PHRASES) == []


IMPORT = "from django.utils.translation import gettext as _, gettext_lazy, ngettext\n"


@pytest.mark.parametrize(
    ("code", "fault"),
    [
        ("x = f\"{_('You have')} {n}\"", "a text inside an f-string"),
        ('x = _("You have ") + n', "a text joined with +"),
        ('a = _("You have")\nx = a + n', "a text joined with +"),
        ('x += _("and more")', "a text joined with +="),
        ('x = "%s: %s" % (_("Name"), n)', "a text put into another with %"),
        ('x = _("A %(b)s") % {"b": gettext_lazy("bee")}', "a text put into another with %"),
        ('x = _("A {b}").format(b=_("bee"))', "texts put together with format()"),
        ('x = " ".join([_("You have"), n])', "texts put together with join()"),
        ('x = ", ".join(_("all") if y else y for y in ys)', "texts put together with join()"),
        ('x = _(f"You have {n}")', "what is translated is put together first, so no translator sees it"),
        ('x = _("You have %d" % n)', "what is translated is put together first, so no translator sees it"),
        ('x = format_html("<b>{}</b> {}", _("Name"), n)', "a text beside something else in format_html()"),
        ('x = CharField(label="Name of it")', "not translatable: 'Name of it'"),
        ('x = CharField(help_text=f"At most {n}")', "not translatable: 'At most '"),
        ('x = CharField(error_messages={"required": "Missing"})', "not translatable: 'Missing'"),
        ('x = Input(attrs={"placeholder": "Your name"})', "not translatable: 'Your name'"),
        ('raise Invalid("Too long %d" % n, field="name")', "not translatable: 'Too long %d'"),
        ('raise ValidationError(["Too long"])', "not translatable: 'Too long'"),
        ('messages.success(request, "Kept.")', "not translatable: 'Kept.'"),
        ('page = Page(title="Stop?", back=back)', "not translatable: 'Stop?'"),
        ('class Level(models.TextChoices):\n    TALK = "talk", "Talk"', "not translatable: 'Talk'"),
    ],
)
def test_what_goes_wrong_in_python_is_found(tmp_path: Path, code: str, fault: str) -> None:
    path = tmp_path / "code.py"
    path.write_text(IMPORT + code)
    found = faults_in_python(path, tmp_path)
    assert [said.split(":", 2)[2].strip() for said in found] == [fault]


@pytest.mark.parametrize(
    "code",
    [
        'x = _("You have %(n)s.") % {"n": n}',
        "x = f\"{_('Name')}\"",
        'x = [_("One"), _("Two")] + more',
        "x = n % 2 + 1",
        'x = ngettext("%(n)d day", "%(n)d days", n) % {"n": n}',
        'x = format_html("<p>{}</p><p>{}</p>", _("Name"), n)',
        'x = CharField(label=_("Name"), help_text="", initial="Ada Madeup")',
        'raise Invalid(_("Too long %(n)d.") % {"n": n}, field="name")',
        'logger.error("the API failed")',
        'class Use(models.TextChoices):\n    SEE = "see"\n    TALK = "talk", _("Talk")',
    ],
)
def test_what_is_right_in_python_is_left_alone(tmp_path: Path, code: str) -> None:
    path = tmp_path / "code.py"
    path.write_text(IMPORT + code)
    assert faults_in_python(path, tmp_path) == []


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("You have ", "'You have ' begins or ends with a space: put all of the sentence into one text"),
        (
            "and so on",
            "'and so on' begins with a small letter, as a piece does; if that is right, say why in exceptions.py",
        ),
        (
            "(required)",
            "'(required)' begins with a small letter, as a piece does; if that is right, say why in exceptions.py",
        ),
    ],
)
def test_a_text_that_is_a_piece_is_found(text: str, fault: str) -> None:
    assert list(faults_of_text(text)) == [fault]


def test_a_whole_text_is_left_alone() -> None:
    assert [*faults_of_text("%(name)s is with you."), *faults_of_text("“Not now”, and nothing else.")] == []
    assert "just now" in BEGIN_SMALL
    assert list(faults_of_text("just now")) == []


@pytest.mark.parametrize(
    ("text", "translation", "faults"),
    [
        ("It is over.", "Ya pasó.", []),
        ("It is over.", "Ya pasó", ["'Ya pasó' does not end as 'It is over.' does"]),
        ("Does it work?", "¿Funciona?", []),
        ("Does it work?", "Funciona?", ["'Funciona?' needs one ¿ for each ?"]),
        ("They wrote: “%(note)s”", "Escribió: «%(note)s»", []),
        ("Name", "Nombre ", ["'Nombre ' begins or ends with a space"]),
        ("Talk about it.", "Habla de ello con seis personas de los países.", []),
        ("Now you may.", "Ahora podéis.", ["'Ahora podéis.' says “podéis” to several, where pages speak to one"]),
        ("For you.", "Para ustedes.", ["'Para ustedes.' says “ustedes” to several, where pages speak to one"]),
    ],
)
def test_a_translation_is_put_as_its_text_is(text: str, translation: str, faults: list[str]) -> None:
    assert list(faults_of_translation(text, translation, "es")) == faults


def test_an_exception_that_is_needed_no_more_is_found() -> None:
    (fault,) = unneeded({"just now": "a reason", "long gone": "a reason"}, {"just now"})
    assert fault == "exceptions.py speaks of 'long gone', which no page says"


def words_in(text: str, language: str = "en") -> list[str]:
    unwanted = read_words(WORDS.read_text())[language]
    return [said.split("says ")[1].split("; rather")[0].strip("'\"") for said in unwanted_in(text, unwanted)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Users and their patients", ["user*", "patient*"]),
        ("You have been clean for 3 days", ["clean"]),
        ("Cleaning up", []),
        ("A 7-day streak", ["streak*"]),
        ("Relapses happen", ["relapse*"]),
        ("Don’t miss it", ["don't miss"]),
        ("INVALID value", ["invalid"]),
        ("They committed suicide", ["commit* suicide"]),
        ("Click to submit", ["click*", "submit*"]),
        ("Buy now, tell your friends, come back soon", ["come back soon", "buy", "tell your friends"]),
        ("%(user)s is here: <b class=“user”>{user}</b>", []),
        ("Somebody is with you. Nothing was lost.", []),
    ],
)
def test_words_we_do_not_use_are_found(text: str, words: list[str]) -> None:
    assert words_in(text) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("La usuaria y los pacientes", ["usuari*", "paciente*"]),
        ("Llevas 3 días limpia", ["limpi*"]),
        ("Una recaída es un fracaso", ["recaída*", "fracas*"]),
        ("Valor no válido", ["no válid*"]),
        ("Inicia sesión con tu contraseña, usted puede", ["tu contraseña", "inicia sesión", "usted*"]),
        ("Haz clic aquí", ["clic"]),
        ("Alguien está contigo. No se ha perdido nada.", []),
        ("Clínica de adicciones", []),
    ],
)
def test_words_we_do_not_use_in_spanish_are_found(text: str, words: list[str]) -> None:
    assert words_in(text, "es") == words


def test_the_lists_of_words_are_read_whole() -> None:
    rows = [line for line in WORDS.read_text().splitlines() if line.startswith("| ") and line.count("|") == 4]
    read = read_words(WORDS.read_text())
    assert read.keys() == {"en", "es"}
    assert sum(map(len, read.values())) == len(rows) - len(read)
    assert min(map(len, read.values())) >= 40


@pytest.mark.parametrize(
    ("script", "found"),
    [
        ('button.textContent = "Copied to you";', ["Copied to you"]),
        ("say(`Not sent, please wait`);", ["Not sent, please wait"]),
        ('button.textContent = button.dataset.shown; // "Copied to you"', []),
        ('fetch("/live", {method: "POST", headers: {"Content-Type": "text/plain"}}); new Error("no way")', []),
    ],
)
def test_words_in_a_script_are_found(tmp_path: Path, script: str, found: list[str]) -> None:
    path = tmp_path / "copy.js"
    path.write_text(script)
    assert words_in_script(path, tmp_path) == [f"copy.js: not translatable: {text!r}" for text in found]


@pytest.mark.parametrize(
    "declaration",
    [
        "margin-left: 1rem",
        "padding-right: 0",
        "left: 0",
        "border-left-color: red",
        "border-top-right-radius: 2px",
        "text-align: left",
        "float: right",
        "justify-self: right",
        "margin: 0 1rem 0 2rem",
        "inset: auto 0 auto auto",
        "border-radius: 1rem 1rem 0 1rem",
        "border-radius: 1rem 0",
        "background: linear-gradient(to right, red, blue)",
        "scroll-margin-left: 1px",
    ],
)
def test_a_style_that_names_a_side_is_found(tmp_path: Path, declaration: str) -> None:
    path = tmp_path / "page.css"
    path.write_text(f"@layer parts {{ .a, .b:hover {{ color: red; {declaration}; }} }}")
    (fault,) = sides_in_style(path, tmp_path)
    assert fault.startswith(f"page.css: `{declaration}` ")


def test_styles_that_follow_the_language_are_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "page.css"
    path.write_text(
        """/* margin-left: 1rem; */ @layer parts { a:hover { margin: 0 calc(1rem + 2px) 3px; inset: 4rem auto auto;
        padding: 1px calc(1rem + 2px) 0 calc(1rem + 2px); text-align: start; border-radius: 1rem 1rem 0 0;
        margin-inline-start: 1rem; inset-inline-end: 0; border-start-end-radius: 0; --left: 1px; } }"""
    )
    assert sides_in_style(path, tmp_path) == []


REPEATED = """from django.utils.translation import gettext_lazy as _
ONLY_YOU = _("Only you see this.")
NOBODY_SAYS = _("Nobody ever says this.")
"""


def test_what_two_files_say_and_phrases_nobody_says_or_knows_are_found(tmp_path: Path) -> None:
    (tmp_path / "ui").mkdir()
    (tmp_path / "ui" / "phrases.py").write_text(REPEATED)
    (tmp_path / "one.html").write_text('{% translate "Two words" %}{% translate "Said in two files" %}')
    (tmp_path / "two.html").write_text(
        '{% translate "Two words" %}{% translate "Twice in one" %}{% translate "Twice in one" %}{% phrase "only_you" %}'
        '{% phrase "not_known" %}{% blocktranslate %}You have {{ n }} here{% endblocktranslate %}'
    )
    (tmp_path / "code.py").write_text(IMPORT + 'a = _("Said in two files")\nb = _("Only you see this.")')
    assert list(repeated_texts(tmp_path)) == [
        "'Only you see this.' is said in code.py, ui/phrases.py: give it a name in ui/phrases.py",
        "'Said in two files' is said in code.py, one.html: give it a name in ui/phrases.py",
        "ui/phrases.py: nobody says 'nobody_says'",
        "there is no phrase 'not_known' in ui/phrases.py",
    ]


def test_the_sources_are_looked_at_as_a_whole(tmp_path: Path) -> None:
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "cli.py").write_text('raise ValidationError("For operators, in English")')
    (tmp_path / "code.py").write_text('raise ValidationError("Too long")')
    (tmp_path / "page.html").write_text('<p>Hello</p><p>{% translate "You have" %} {{ n }}</p>')
    (tmp_path / "page.css").write_text("a { left: 0; }")
    (tmp_path / "page.js").write_text('say("Hello you")')
    found = [fault for fault in faults_of_sources(tmp_path) if not fault.startswith("exceptions.py")]
    assert [fault.split(":")[0] for fault in found] == ["page.html", "page.html", "code.py", "page.js", "page.css"]
    assert sum(fault.startswith("exceptions.py") for fault in faults_of_sources(tmp_path)) == len(PYTHON)


def test_our_own_sources_are_right() -> None:
    assert list(faults_of_sources(PACKAGE)) == []
