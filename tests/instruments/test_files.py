"""The files of questionnaires: ours say all that they must, and a wrong one is refused with its name."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from alongside.instruments.files import FOLDER, instruments_in, own_instruments, read_instruments
from alongside.instruments.scoring import Words
from tests.instruments.test_scoring import OURS, PACKS

WHOLE = json.loads((PACKS / "who-5-shape.json").read_text())
VERBATIM = {"phq-8": 8, "phq-9": 9, "gad-7": 7, "barc-10": 10, "ucla-3": 4, "bam": 16}


def written(folder: Path, key: str = "made-up", **changed: Any) -> Path:
    """Write a file in which something is other than in a whole one; None takes it away."""
    kept = {name: value for name, value in {**WHOLE, **changed}.items() if value is not None}
    (folder / f"{key}.json").write_text(json.dumps(kept))
    return folder


def test_these_come_with_alongside_in_this_order() -> None:
    assert [one.name for one in own_instruments()] == ["PHQ-8", "PHQ-9", "GAD-7", "BARC-10", "UCLA-3", "BAM"]
    assert {key: len(one.items) for key, one in OURS.items()} == VERBATIM


@pytest.mark.parametrize("key", OURS)
def test_ours_speak_the_languages_of_the_pages_and_leave_the_questions_as_they_are(key: str) -> None:
    one = OURS[key]
    bands = [band.words for scale in one.scales for band in scale.bands]
    own_words: list[Words] = [one.about, *one.says_not, *bands]
    own_words += [words for scale in one.scales for words in (scale.name, scale.reads)]
    own_words += [scale.talk.words for scale in one.scales if scale.talk]
    assert [sorted(words) for words in own_words] == [["en", "es"]] * len(own_words)
    assert {code for item in one.items for code in item.words} == {"en"}
    assert one.speaks("en")
    assert not one.speaks("es")


def test_the_eight_are_the_nine_without_the_last() -> None:
    assert OURS["phq-9"].items[:8] == OURS["phq-8"].items
    last = OURS["phq-9"].items[8].words["en"]
    assert last == "Thoughts that you would be better off dead or of hurting yourself in some way"


def test_nothing_of_a_licence_that_is_not_free_is_in_the_folder() -> None:
    assert {path.stem for path in FOLDER.glob("*")} == set(VERBATIM)
    texts = " ".join(path.read_text() for path in FOLDER.glob("*.json"))
    assert not re.search(r"WHO-5|MSPSS|Zimet|cheerful", texts)


def test_those_of_a_folder_stand_beside_ours() -> None:
    assert [one.key for one in instruments_in(PACKS)] == ["bam-shape", "cbi-shape", "mspss-shape", "who-5-shape"]


def test_a_folder_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="it must name a folder"):
        instruments_in(tmp_path / "nowhere")


def test_one_of_our_names_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"phq-9\.json: there is one of this name already\."):
        instruments_in(written(tmp_path, "phq-9"))


def scale(**changed: Any) -> list[dict[str, Any]]:
    """Return the one scale with something changed."""
    return [{**WHOLE["scales"][0], **changed}]


WRONG = [
    ({"name": None}, "name is a text."),
    ({"name": "  "}, "name is a text."),
    ({"minutes": "2"}, "minutes is a whole number."),
    ({"order": True}, "order is a whole number."),
    ({"about": "Text"}, "about is a text by language, English at least."),
    ({"about": {"es": "Texto"}}, "about is a text by language, English at least."),
    ({"about": {"en": "Text", "E N": "Text"}}, "E N is no code of a language."),
    ({"colour": "red"}, "nobody knows colour."),
    ({"answers": {}}, "answers are a list."),
    ({"answers": [{"value": 1, "words": {"en": "Yes"}}]}, "q1 needs two answers or more."),
    ({"answers": [{"value": 1, "words": {"en": "Yes"}}] * 2}, "each of answers stands there once."),
    ({"answers": ["Yes"]}, "what has value is an object."),
    ({"items": []}, "items is a list with something in it."),
    ({"items": [WHOLE["items"][0]] * 2}, "each of items stands there once."),
    ({"items": [{"key": "Q 1", "words": {"en": "Text"}}]}, "Q 1 is no key: small letters, digits and -."),
    ({"items": [{"key": "q1", "words": {"en": "Text"}, "reversed": "yes"}]}, "reversed is true or false."),
    ({"scales": []}, "scales is a list with something in it."),
    ({"scales": scale(items=["q1", "q9"])}, "the scale total names items that are not there, or none."),
    ({"scales": scale(method="median")}, "'median' is not a valid Method"),
    ({"scales": scale(factor="4")}, "factor is a whole number."),
    ({"scales": scale(factor=0)}, "factor is 1 or more."),
    ({"scales": scale(factor=float("nan"))}, "NaN is no number."),
    ({"scales": scale(bands=WHOLE["scales"][0]["bands"][::-1])}, "bands stand in the order of where they begin."),
    ({"scales": scale(bands_source=None)}, "bands_source is a text."),
    ({"scales": scale(difference={"points": "5", "source": "Text"})}, "points is a number."),
    ({"scales": scale(talk={"from": "10", "words": {"en": "Text"}, "source": "Text"})}, "from is a number."),
    ({"scales": scale(talk={"from": 10, "words": {"en": "Text"}})}, "source is a text."),
    ({"help": {"item": "q9", "from": 1}}, "help names an item, and one of its values."),
    ({"help": {"item": "q1", "from": 9}}, "help names an item, and one of its values."),
    ({"rather": "PHQ-8"}, "PHQ-8 is no key: small letters, digits and -."),
    ({"says_not": None}, "says_not is a list with something in it."),
    ({"licence": None}, "licence is a text."),
    ({"source": 3}, "source is a text."),
]


@pytest.mark.parametrize(("changed", "sentence"), WRONG, ids=[sentence for _changed, sentence in WRONG])
def test_a_file_that_is_wrong_is_named_and_says_why(changed: dict[str, Any], sentence: str, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=re.escape(f"made-up.json: {sentence}")):
        read_instruments(written(tmp_path, **changed))


def test_what_is_no_json_is_named(tmp_path: Path) -> None:
    (tmp_path / "broken.json").write_text("{")
    with pytest.raises(ValueError, match=r"broken\.json: "):
        read_instruments(tmp_path)


def test_a_name_that_can_be_no_address_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="My file is no key"):
        read_instruments(written(tmp_path, "My file"))
