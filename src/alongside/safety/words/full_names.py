"""Full names in a text, in English and in Spanish: a first name with a surname, a title, a phrase before.

Two words with capitals are most often no name: a place, a feast, an alias. So what stands alone counts only if it
begins with a common first name from the list; those that are words as well (Grace, Mark, Will, Amber) are left out.
"""

import re
from collections.abc import Iterator

from alongside.safety.words.folding import folded

NAME = r"(?:O['’]|Mc|Mac)?[A-ZÁÉÍÓÚÑÜ][a-záéíóúñü]{1,20}(?:-[A-ZÁÉÍÓÚÑÜ][a-záéíóúñü]{1,20})?"
_FIRST_WORDS = """
aaron abigail adam adrian adriana agnes aisha alan alberto alejandra alejandro alexander alexandra alice alicia
alison alvaro amanda amy ana andrea andres andrew angela anita ann anna anne anthony antonia antonio arturo ashley
barbara beatriz benjamin bernardo beth brandon brenda brian bruce camila carla carlos carmen carol carolina
caroline catherine cecilia charles charlotte cheryl chloe christina christine christopher claire claudia colin
connor craig cristina cynthia daniel daniela danielle david deborah denise dennis derek diana diane diego donald
donna dorothy douglas eduardo edward eileen elena elizabeth ellen emily emma enrique eric esteban esther ethan eva
felipe fernando fiona frances francisca francisco gabriel gabriela gareth gary george gerard gerardo gillian
gloria gonzalo graham gregory guillermo gustavo hannah harold heather hector helen henry hugo ian ignacio ines
irene isabel isabella ivan jacob jaime james jane janet jason javier jeffrey jennifer jeremy jesse jessica joan
joanna joaquin john jonathan jorge jose joseph joshua juan juana judith julia julian julie julio justin karen
katherine kathleen keith kelly kenneth kevin kimberly kyle laura lauren leonardo leticia linda lisa lorena
lorraine louise lucas lucia luis luisa manuel manuela marcos margaret maria mariana marie mario marisol marta
martha mary mateo matthew mauricio megan melissa michael michelle miguel monica nancy natalia natalie nathan
nicholas nicola nicole nuria olga oliver olivia oscar pablo pamela patricia patrick paul paula pedro peter philip
priya rachel rafael ramon raquel raul rebecca ricardo richard robert roberto rodrigo roger rosa rosemary ruben
ruth ryan samantha samuel sandra sara sarah sean sebastian sergio sharon silvia simon sofia sonia sophie stephanie
stephen steven susan susana teresa theresa thomas timothy tomas tracy valeria vanessa veronica vicente victoria
vincent virginia walter wendy william ximena yolanda zachary zoe
"""
_FIRST = frozenset(_FIRST_WORDS.split())
_NO_NAME_WORDS = """
a and anonimos anonymous aqui at but con day dios el en es feliz for from god google gracias great happy hello
here hola hope how i'm in is la love muy my new no not nueva nuevo please que sin so sorry still thank thanks that
the this today un una very we welcome well what when y yes you your
"""
# What follows a first name, or a phrase before a name, without being a name.
_NO_NAME = frozenset(_NO_NAME_WORDS.split())
_BRANDS = frozenset(("jose cuervo", "mary jane", "william lawson", "victoria bitter", "jane doe", "john doe"))
_MORE = rf"(?: (?:[A-Z]\. |de (?:la |los )?|del )?{NAME})"
_TWO = re.compile(rf"(?<!San )(?<!Santa )(?<!Saint )(?<!St )(?<!St\. )\b(?=({NAME}{_MORE}{{1,2}})\b)")
_INTRODUCED = re.compile(
    r"\b(?i:i am|i['’]?m|(?:is|are) (?:called|named)|names? (?:is|was)|name['’]s|ask for|signed,?|this is|contacto?:?"
    r"|me llamo|nombre(?: \w{1,12})? es|soy|se llama(?:ba)?n?|pregunta por|firmado,?)"
    rf" ({NAME}{_MORE}{{1,2}})\b"
)
_HELD = re.compile(
    r"\b(?i:my|mi)(?: \w{1,8})? (?:husband|wife|ex|boss|neighbou?r|therapist|counsell?or|dealer|landlord"
    r"|marido|mujer|jef[ea]"
    rf"|vecin[oa]|terapeuta|psic[oó]log[oa]|camello|caser[oa]),? ({NAME}{_MORE})\b"
)
_TITLED = re.compile(
    r"\b(?:(?:Dr|Dra|Mr|Mrs|Ms|Prof|Sr|Sra|Srta)\.?|(?i:doctora?|nurse|judge|officer|detective|professor"
    r"|enfermer[oa]|señora?|señorita|juez|jueza|profesora?)|don|doña)"
    rf" (?!(?:Google|Who|Right|Perfect|Dios|Jes[uú]s|God)\b)({NAME}(?: {NAME})?)\b(?! my\b)"
)
_SMALL = re.compile(
    r"\b(?i:name is|name['’]s|this is|i['’]?m|me llamo|se llama|nombre es|soy|aqui|aquí) "
    r"(([a-zé-ú]{3,15}) ([a-zé-ú]{3,20}))\b"
)


def full_names(text: str) -> Iterator[re.Match[str]]:
    """Go through the full names in a text; the first group of each is the name."""
    yield from _introduced(text)
    yield from _HELD.finditer(text)
    yield from _TITLED.finditer(text)
    yield from (one for one in _TWO.finditer(text) if _is_name(one.group(1)))
    yield from (one for one in _SMALL.finditer(text) if _is_name(one.group(1)))


def _introduced(text: str) -> Iterator[re.Match[str]]:
    return (one for one in _INTRODUCED.finditer(text) if _NO_NAME.isdisjoint(folded(one.group(1)).split()))


def _is_name(words: str) -> bool:
    first, *others = folded(words).split()
    return first in _FIRST and others[0] not in _NO_NAME and " ".join((first, others[0])) not in _BRANDS
