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
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from scripts.untranslated import untranslated_texts

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "src" / "alongside"
LANGUAGES = ("es",)
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
        if not any((app / "locale").rglob("*.po")):
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
    """Return what is not right: texts without translation, translations out of date, words we do not use."""
    if shutil.which("xgettext") is None:
        return ["GNU gettext is missing; on Debian and Ubuntu: apt-get install gettext"]
    with tempfile.TemporaryDirectory() as folder:
        fresh = Path(folder) / "alongside"
        shutil.copytree(PACKAGE, fresh, ignore=shutil.ignore_patterns("__pycache__", "*.mo"))
        update(fresh)
        found = sorted(fresh.glob("*/locale/*/LC_MESSAGES/*.po"))
        return [
            *(fault for path in found for fault in _faults_of_translation(path.relative_to(fresh), fresh)),
            *_faults_of_words(found),
            *(fault for path in sorted(PACKAGE.rglob("*.html")) for fault in untranslated_texts(path, ROOT)),
        ]


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
    rules = list(read_words(WORDS.read_text()))
    texts = {_text(message) for path in paths for message in _messages(_catalog(path))}
    for text in sorted(texts):
        said = re.sub(r"%\(\w+\)\w|\{\w*\}", "", text)
        for word, pattern, rather in rules:
            if pattern.search(said):
                yield f"{text!r} says {word!r}; rather: {rather} (docs/reference/words.md)"


def read_words(table: str) -> Iterator[tuple[str, re.Pattern[str], str]]:
    """Read rows `| word | because | rather |` as the word, what finds it, and what to write instead."""
    for line in table.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("|") and len(cells) == 3 and cells[0] not in {"not", "---"}:
            pattern = re.escape(cells[0]).replace(r"\*", r"\w*").replace("'", "['’]")
            yield cells[0], re.compile(rf"\b{pattern}\b", re.IGNORECASE), cells[2]


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
