"""Texts that people read: bring translations up to date, compile them, and check texts and translations.

    python -m scripts.texts update | compile | check

Translations lie in each app's `locale/`. `update` and `check` need GNU gettext; running Alongside does not.
"""

import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from itertools import zip_longest
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from scripts.wording.exceptions import BEGIN_SMALL, PYTHON
from scripts.wording.joined import joined_in_template
from scripts.wording.messages import faults_of_text, faults_of_translation, unneeded
from scripts.wording.python import faults_in_python
from scripts.wording.repeated import phrases_of, repeated_texts
from scripts.wording.scripts import words_in_script
from scripts.wording.styles import sides_in_style
from scripts.wording.untranslated import untranslated_texts
from scripts.wording.words import read_words, unwanted_in

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "src" / "alongside"
LANGUAGES = ("es",)
# The operator's commands and settings speak English; migrations to nobody.
SPEAKS_TO_NOBODY = {"config", "migrations"}
WORDS = ROOT / "docs" / "reference" / "words.md"
# The names of languages, all that `config` says, are translated by Django itself.
MAKE_MESSAGES = ["makemessages", "--no-obsolete", "--no-wrap", "--add-location", "file", "--ignore", "config/*"]


def update(package: Path = PACKAGE) -> None:
    """Write every text of the code into the files of translations; new ones are empty, gone ones are dropped."""
    apps = [path.parent for path in sorted(package.glob("*/apps.py"))]
    for app in apps:
        (app / "locale").mkdir(exist_ok=True)
    languages = [word for language in LANGUAGES for word in ("--locale", language)]
    command = [sys.executable, "-m", "django", *MAKE_MESSAGES, *languages]
    subprocess.run(command, cwd=package, check=True, stdout=subprocess.DEVNULL, env=_without_settings())
    for app in apps:
        found = list((app / "locale").rglob("*.po"))
        for path in found:
            # When it was written is in the history; here it would only be a conflict in every merge.
            path.write_text(re.sub(r'"POT-Creation-Date: .*"\n', "", path.read_text()))
        if not found:
            shutil.rmtree(app / "locale")


def _without_settings() -> dict[str, str]:
    # Only what a language looks like is needed, no instance.
    return {
        "PATH": f"{Path(sys.executable).parent}:/usr/local/bin:/usr/bin:/bin:/opt/homebrew/bin",
        "LC_ALL": "C.UTF-8",
    }


def compile_all() -> None:
    """Compile all translations, as Django reads them; needs no gettext."""
    for path in PACKAGE.glob("*/locale/*/LC_MESSAGES/*.po"):
        with path.with_suffix(".mo").open("wb") as compiled:
            write_mo(compiled, _catalog(path))


def check() -> list[str]:
    """Return what is not right: in the sources of texts, in translations, and in the words of both."""
    if shutil.which("xgettext") is None:
        return ["GNU gettext is missing; on Debian and Ubuntu: apt-get install gettext"]
    with tempfile.TemporaryDirectory() as folder:
        fresh = Path(folder) / "alongside"
        shutil.copytree(PACKAGE, fresh, ignore=shutil.ignore_patterns("__pycache__", "*.mo"))
        update(fresh)
        found = sorted(fresh.glob("*/locale/*/LC_MESSAGES/*.po"))
        return [
            *(fault for path in found for fault in _faults_of_translation(path.relative_to(fresh), fresh)),
            *_faults_of_words(PACKAGE / path.relative_to(fresh) for path in found),
            *faults_of_sources(PACKAGE),
        ]


def faults_of_sources(package: Path) -> Iterator[str]:
    """Say what is wrong in templates, code, scripts and stylesheets: what skips translation, or cannot have one."""
    for path in sorted(package.rglob("*.html")):
        yield from untranslated_texts(path, package)
        yield from joined_in_template(path, package, phrases_of(package))
    code = [path for path in sorted(package.rglob("*.py")) if not SPEAKS_TO_NOBODY & {*path.relative_to(package).parts}]
    faults = [fault for path in code for fault in faults_in_python(path, package)]
    without_line = {re.sub(r":\d+:", ":", fault): fault for fault in faults}
    yield from (fault for key, fault in without_line.items() if key not in PYTHON)
    yield from (
        f"exceptions.py speaks of {key!r}, which is not so" for key in sorted(PYTHON.keys() - without_line.keys())
    )
    yield from repeated_texts(package)
    for pattern, look in (("*.js", words_in_script), ("*.css", sides_in_style)):
        for path in sorted(package.rglob(pattern)):
            if "built" not in path.parts:
                yield from look(path, package)


def _faults_of_translation(name: Path, fresh: Path) -> Iterator[str]:
    committed = PACKAGE / name
    if not committed.exists():
        yield f"{name}: there are texts to translate and no such file; run `make messages`"
        return
    have, need = _catalog(committed), _catalog(fresh / name)
    if missing := _ids(need) ^ _ids(have):
        yield f"{name}: {len(missing)} texts differ from the code, such as {sorted(missing)[0]!r}; run `make messages`"
    for message in _messages(have):
        if message.fuzzy or not all(_forms(message)):
            yield f"{name}: not translated: {_text(message)!r}"
        for error in message.check(have):
            yield f"{name}: {_text(message)!r}: {error}"


def _faults_of_words(paths: Iterable[Path]) -> Iterator[str]:
    unwanted = read_words(WORDS.read_text())
    pairs = sorted({pair for path in paths if path.exists() for pair in _pairs(path)})
    texts = {text for text, _, _ in pairs}
    for text in sorted(texts):
        yield from faults_of_text(text)
        yield from unwanted_in(text, unwanted["en"])
    for text, translation, language in pairs:
        yield from faults_of_translation(text, translation, language)
        yield from unwanted_in(translation, unwanted[language])
    yield from unneeded(BEGIN_SMALL, texts)


def _pairs(path: Path) -> Iterator[tuple[str, str, str]]:
    """Give each text with its translation and the language, a plural as two; where there is none yet, nothing."""
    for message in _messages(_catalog(path)):
        texts = (message.id,) if isinstance(message.id, str) else tuple(message.id)
        for text, translation in zip_longest(texts, _forms(message), fillvalue=texts[-1]):
            if translation:
                yield text, translation, path.parts[-3]


def _catalog(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=path.parts[-3])


def _messages(catalog: Catalog) -> Iterator[Message]:
    return (message for message in catalog if message.id)


def _ids(catalog: Catalog) -> set[tuple[str, str]]:
    return {(_text(message), message.context or "") for message in _messages(catalog)}


def _text(message: Message) -> str:
    return message.id if isinstance(message.id, str) else " / ".join(message.id)


def _forms(message: Message) -> tuple[str, ...]:
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ())


def main(arguments: list[str]) -> int:
    """Do what the one argument says; return the exit code."""
    if arguments == ["update"]:
        update()
    elif arguments == ["compile"]:
        compile_all()
    elif arguments == ["check"]:
        faults = check()
        print("\n".join(faults))
        return 1 if faults else 0
    else:
        print(__doc__, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
