"""What the rules find and miss on the test set, exactly; and that hostile texts cost no more than their length."""

from pathlib import Path

import pytest

from alongside.safety.words.danger import sounds_like_danger
from alongside.safety.words.folding import folded
from alongside.safety.words.giving_away import Finding, Given, look
from scripts.safety import UNSEEN, of_recovery, table

PAGE = Path(__file__).parents[2] / "docs" / "explanation" / "what-a-text-gives-away.md"


def test_the_page_says_what_the_rules_find_and_miss() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert table() in page
    assert table(UNSEEN) in page


def test_everyday_sentences_of_recovery_are_hardly_ever_taken_for_danger() -> None:
    harmless = [one.text for language in ("en", "es") for one in of_recovery(language)]
    heard = list(filter(sounds_like_danger, harmless))
    assert len(harmless) == 200
    assert len(heard) <= 4, heard


@pytest.mark.parametrize(
    ("everyday", "danger"),
    [
        ("I wasn't supposed to survive. Ten years sober today!", "I wasn't supposed to survive."),
        ("You won't hear from me again until Monday.", "You won't hear from me again."),
        ("I found the pills hidden in his room and flushed them.", "I have pills hidden in my room."),
        ("The landlord is shot of me.", "Then they are shot of me."),
        ("I have saved up my codeine to hand in to the clinic.", "I have saved up my codeine."),
        ("My landlord is shot of me.", "My landlord is shot of me, I want to die."),
        ("My landlord put me out.", "My landlord put me out and I want to stop existing."),
        ("When I'm no longer around smoke I breathe.", "When I'm no longer around my kids will be fine."),
        ("No tenía que haber sobrevivido. ¡Diez años sobrio!", "No tenía que haber sobrevivido."),
        ("Quiero dejar de existir en redes.", "Quiero dejar de existir en este mundo."),
        ("Quiero que me encuentren trabajo.", "Quiero que me encuentren dormida."),
        ("El banco se quedó libre de mí.", "Se van a quedar libres de mí."),
        ("Prefiero no estar solo.", "Prefiero no estar."),
    ],
)
def test_what_is_said_indirectly_is_told_from_everyday_by_what_goes_with_it(everyday: str, danger: str) -> None:
    assert not sounds_like_danger(everyday)
    assert sounds_like_danger(danger)


def test_a_sentence_without_an_end_is_no_everyday_one() -> None:
    assert sounds_like_danger(
        "my landlord called " + "and then I sat in the kitchen " * 8 + "and then they are free of me"
    )


def test_a_finding_says_where_it_stands() -> None:
    assert look("Call 555 0142 717 or ask @heron_9.") == (
        Finding(Given.PHONE, 5, 17, "555 0142 717"),
        Finding(Given.ACCOUNT, 25, 33, "@heron_9"),
    )


def test_a_story_is_found_beside_the_name_in_it() -> None:
    found = {(one.kind, one.words) for one in look("Mi vecino Carlos Pérez me contó que recayó")}
    assert found == {(Given.NAME, "Carlos Pérez"), (Given.STORY, "Mi vecino Carlos Pérez me contó que")}


@pytest.mark.parametrize(
    ("text", "is_story"),
    [
        ("My husband John is drinking and hit our daughter Anna.", True),
        ("Mi vecino Pedro tiene SIDA", True),
        ("my friend is in a psych ward since Sunday", True),
        ("I miss my husband John so much it hurts", False),
        ("My husband drinks and I am so tired", False),
        ("My sister Dana drove me to rehab", False),
        ("mi madre tiene cáncer y tengo miedo", False),
    ],
)
def test_what_happens_to_others_is_their_story_and_how_one_lives_with_it_ones_own(text: str, is_story: bool) -> None:
    assert (Given.STORY in {one.kind for one in look(text)}) is is_story


@pytest.mark.parametrize(
    "text", ["I want to die", "i wanna die", "İ ß I WANT TO DIE", "quiero morír", "dont wanna be here"]
)
def test_words_of_danger_are_found_however_they_are_spelled(text: str) -> None:
    assert sounds_like_danger(text)


@pytest.mark.parametrize(
    "text", ["> tonight I want to end it\r\n\r\nI am here. Are you safe?", "> I want to die\n>> no\nI am here."]
)
def test_what_is_quoted_is_not_what_whoever_quotes_it_says(text: str) -> None:
    said_before = "I cannot sleep.\nTonight  I want to end it\nI want to die\nno"
    assert not sounds_like_danger(text, said_before=said_before)
    assert sounds_like_danger(text), "where nobody has said it, it is a way to set words apart"


def test_a_few_words_out_of_a_line_are_no_quote_of_it() -> None:
    assert sounds_like_danger("> I want to die\nI do.", said_before="My neighbour said: I want to die, last week")


@pytest.mark.parametrize(
    "text",
    [
        "> How are you?\nI want to die",
        ">:( I want to die",
        ">.< I want to die",
        "5 > 3 and I want to die",
        "> I want to die",
        "so this is it\n> nobody cares\n> i will kill myself tonight",
    ],
)
def test_what_is_said_below_a_quote_or_behind_a_face_or_alone_is_ones_own(text: str) -> None:
    assert sounds_like_danger(text)


@pytest.mark.parametrize(
    "text", ["Speaks of self-harm", "Habla de suicidio", "We lost a friend to suicide", "Self-harm"]
)
def test_who_names_the_matter_or_mourns_is_not_taken_for_who_is_in_danger(text: str) -> None:
    assert not sounds_like_danger(text)


@pytest.mark.parametrize(
    "text",
    [
        "𝐈 𝐰𝐚𝐧𝐭 𝐭𝐨 𝐝𝐢𝐞",
        "𝓘 𝔀𝓪𝓷𝓽 𝓽𝓸 𝓭𝓲𝓮",
        "Ｉ ｗａｎｔ ｔｏ ｄｉｅ",
        "Ⓘ ⓦⓐⓝⓣ ⓣⓞ ⓓⓘⓔ",
        "🅘 🅦🅐🅝🅣 🅣🅞 🅓🅘🅔",
        "ɪ ᴡᴀɴᴛ ᴛᴏ ᴅɪᴇ",
        "I w\u0430nt to di\u0435",
        "Ι wаnt tо dіе",
        "I̶ w̶a̶n̶t̶ t̶o̶ d̶i̶e̶",
        "ï wänt tõ dïē",
        "quiero mori\u0301r",
        "𝐦𝐞 𝐯𝐨𝐲 𝐚 𝐦𝐚𝐭𝐚𝐫",
    ],
)
def test_words_of_danger_are_found_in_whatever_letters_a_keyboard_draws_them(text: str) -> None:
    assert sounds_like_danger(text)


@pytest.mark.parametrize("text", ["Я сегодня трезв", "Είμαι εδώ σήμερα", "今日は元気です", "𝐈 𝐝𝐨𝐧'𝐭 𝐰𝐚𝐧𝐭 𝐭𝐨 𝐝𝐢𝐞"])
def test_letters_of_others_alone_are_no_danger(text: str) -> None:
    assert not sounds_like_danger(text)


@pytest.mark.parametrize(
    ("hurried", "everyday"),
    [
        ("gonna shoot myslef 2nite", "the toy boy a year ago"),
        ("took all my pils", "took all my bills"),
        ("i swallowed forty tabelts", "i made forty tables"),
        ("me boy a matar", "the boy a matador met"),
        ("me corte las benas", "me corte el pelo"),
        ("I'll walk in front of the 9:15 train", "I'll be home by the 9:15 train"),
    ],
)
def test_words_are_heard_as_they_are_typed_in_a_hurry(hurried: str, everyday: str) -> None:
    assert sounds_like_danger(hurried)
    assert not sounds_like_danger(everyday)


@pytest.mark.parametrize(
    ("everyday", "danger"),
    [
        ("I'm going to overdose on cake tonight.", "I'm going to overdose on my nan's tablets tonight."),
        ("I'm taking all my pills, as the doctor said.", "I'm taking all my pills at midnight."),
        ("I'm taking all my meds and feel better.", "I'm taking all my meds right now."),
        ("I tied the rope to the tree for a swing.", "I tied the rope to the beam."),
        ("My brother loaded the nail gun.", "My brother loaded the gun and I have it to my head."),
        ("I'm going to step off the bus.", "I'm going to step off the roof."),
        ("I'm working on the tracks tonight.", "I'm on the tracks tonight."),
        ("In the film he is lying on the tracks.", "He left. I'm lying on the tracks."),
        ("I'll crash on your sofa.", "I'll crash my car into a wall."),
        ("My mum took all her tablets with breakfast.", "My mum has taken all her tablets."),
        ("Mi amiga se va a matar de risa.", "Mi amiga se va a matar."),
        ("Me tomo todas las pastillas que me mandó el médico.", "Me tomo todas las pastillas."),
        ("Me pegué un tiro en el pie con eso.", "Me pego un tiro."),
        ("Mi gata saltó del tejado.", "Esta noche salto del tejado."),
        ("Mi hijo estrelló el coche contra un muro.", "Hoy estrello el coche contra un muro."),
        ("Até la cuerda al tendedero.", "Até la cuerda a la viga."),
        ("Trabajo en las vías.", "Estoy en las vías."),
        ("I went round to my mum's.", "A bullet through my head."),
        ("I want to get back on the rails again.", "I'm lying on the rails."),
        ("I want to drink that poison again.", "I'm going to drink that rat poison."),
        ("My son will jump off the bus and run to me.", "My son says he will jump off the bridge."),
        ("Me tomo un ácido fólico.", "Me tomo un vaso de lejía."),
        ("I'm going to drink elderflower tonight.", "I'm going to drink antifreeze tonight."),
        ("I'm about to step onto the stage.", "I'm about to step onto the tracks."),
        ("I turned the heating on and closed the door.", "I turned the gas on and sealed the door."),
        ("Me he pasado el peine por el pelo.", "Me he pasado el cuchillo por el cuello."),
        ("Mi hijo está de pie en el podio.", "Mi hijo está de pie en las vías."),
    ],
)
def test_a_way_to_die_is_told_from_everyday_by_what_goes_with_it(everyday: str, danger: str) -> None:
    assert not sounds_like_danger(everyday)
    assert sounds_like_danger(danger)


@pytest.mark.parametrize("text", ["ÁÉÑ’ İI ŒǅẞSS", "Straße", "\u0130" * 3, "𝐈 ﬁ ½ ㎏ 한 ﷺ e\u0301 🅘 Ё", "ⓘ" * 3])
def test_a_plain_text_is_as_long_as_the_text(text: str) -> None:
    assert len(folded(text)) == len(text)


@pytest.mark.parametrize(
    "text", ["I don't want to live", "I used to hope, now I want to die", "I don't know if I want to die"]
)
def test_a_denial_counts_only_where_it_denies(text: str) -> None:
    assert sounds_like_danger(text)


@pytest.mark.parametrize(
    "text",
    [
        "he is never coming back i want to die",
        "sin ti me quiero morir",
        "no duermo quiero matarme",
        "two years ago i lost my son i want to die",
        "I can not stop thinking about killing myself",
    ],
)
def test_what_is_denied_before_somebody_begins_anew_denies_nothing(text: str) -> None:
    assert sounds_like_danger(text)


@pytest.mark.parametrize("text", ["I don't think i want to die", "no creo que me quiero morir", "I don't want to die"])
def test_what_leads_into_it_denies_it(text: str) -> None:
    assert not sounds_like_danger(text)


@pytest.mark.parametrize(
    "text",
    [
        "I want to **die**",
        "I want to d_i_e",
        "I want to “die”",
        "I don‘t want to live",
        "I wa\u200bnt to die",
        "~~kms~~",
    ],
)
def test_marks_in_a_text_hide_nothing(text: str) -> None:
    assert sounds_like_danger(text)


@pytest.mark.parametrize(
    "text",
    [
        "He is going to kill me when he gets home",
        "mi marido me va a matar",
        "he is choking me",
        "I used again after the detox and I can't breathe",
        "he is blue and does not wake up",
        "tomé demasiado y no siento el pecho",
        "My brother said he will kill himself tonight",
    ],
)
def test_danger_is_heard_whoevers_life_it_is_and_whatever_it_comes_from(text: str) -> None:
    assert sounds_like_danger(text)


@pytest.mark.parametrize(
    "text",
    [
        "this traffic is killing me",
        "he killed it on stage",
        "My wife is going to kill me, I forgot our anniversary",
        "He is not going to kill me",
        "My dad used to beat us when I was a kid",
        "I can't breathe when I laugh like that",
        "este tráfico me va a matar",
        "I ran 10 kms today",
    ],
)
def test_sayings_and_what_is_long_past_are_no_danger(text: str) -> None:
    assert not sounds_like_danger(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("I gave my records away today.", "I feel calm for the first time in years."),
        ("I am standing on the platform.", "I have not told anyone."),
        ("Ya dejé todo pagado.", "Estoy vacía."),
        ("Tengo las pastillas aquí.", "Me odio."),
    ],
)
def test_signs_of_two_kinds_are_heard_where_they_stand_together(one: str, other: str) -> None:
    assert not sounds_like_danger(one)
    assert not sounds_like_danger(other)
    assert sounds_like_danger(f"{one} {other}")
    assert sounds_like_danger(f"{one} Then. Then. {other}")
    assert not sounds_like_danger(f"{one} Then. Then. Then. {other}")


@pytest.mark.parametrize(
    "text",
    [
        "I feel hopeless. Everything seems to have no point.",
        "I am not hopeless. I gave my records away.",
        "Goodbye, and thank you all. Love you all.",
        "One year sober. Thank you all. I have a plan for the weekend.",
        "I gave my glasses away. Love you guys.",
        "No me odio. Tengo las pastillas aquí.",
    ],
)
def test_signs_of_one_kind_and_signs_that_are_denied_are_not_heard(text: str) -> None:
    assert not sounds_like_danger(text)


@pytest.mark.parametrize("gap", ["\r\n", " \n", "\n", "\u00a0", "  ", "\t"])
def test_words_of_danger_are_found_wherever_a_line_is_broken(gap: str) -> None:
    assert sounds_like_danger(f"I want to{gap}die")


@pytest.mark.parametrize("text", ["i am not ok\nwant to die", "sin casa\r\nme quiero morir"])
def test_the_end_of_a_line_may_end_what_is_denied(text: str) -> None:
    assert sounds_like_danger(text)


@pytest.mark.parametrize("end", ["\n\n", "\r\n\r\n", "\n \n"])
def test_a_paragraph_ends_what_is_denied(end: str) -> None:
    assert sounds_like_danger(f"They say never{end}I want to die")
    assert not sounds_like_danger("They say never I want to die")


@pytest.mark.parametrize(
    "piece",
    [
        *(
            "1 ",
            "a.",
            "Aa ",
            "@",
            "calle de ",
            "12 Aa ",
            "I am Aa ",
            "no quiero ",
            "c/ Aa a a ",
            "i ",
            "Sarah ",
            "my friend, ",
        ),
        *(
            "from the a meeting a a, ",
            "someone in a ",
            "una mujer de ",
            "St Mary's ",
            "hospital de la ",
            "he told me ",
            "a ",
            "i want ",
            "no quiero i want i ",
            "**",
            "my friend a ",
            "my brother's wife ",
            "mi marido juan a, ",
            "he will kill ",
            "mi hijo dice que ",
            "took a ",
            "wish the a ",
            "deserve a a ",
            "ojala a ",
            "no hay a ",
        ),
    ],
)
def test_a_hostile_text_is_read_to_its_end(piece: str) -> None:
    text = (piece * 100_000)[:100_000] + ". Write to heron@example.org. I want to die"
    assert look(text)[-1].words == "heron@example.org"
    assert sounds_like_danger(text)
