"""Words that begin another person's story, in English and in Spanish; for a text as `folded` returns it.

Asked about is what was told in confidence, what was heard in a meeting, and that somebody else is in a programme. How
it is to live with somebody is one's own story: “my son drinks again” is written here every day, and not asked about.
"""

import re

_UP_TO_5 = r"(?: [\w']{1,20}){0,5}?"
_KIN = (
    r"(?:husband|wife|sister|brother|mom|mum|mother|dad|father|son|daughter|cousin|aunt|uncle|partner|girlfriend"
    r"|boyfriend|ex|friend|mate|roommate|flatmate|co-?worker|colleague|boss|neighbou?r|sponsee|sponsor)"
)
_FAR = r"(?:friend|mate|roommate|flatmate|co-?worker|colleague|boss|neighbou?r|sponsee|sponsor)"
_PERSON = r"(?:man|woman|guy|girl|lady|bloke|person|kid|newcomer|member)"
_ROOM = r"(?:meeting|group|iop|rehab|detox|circle|ward)"
_MINE = rf"my (?:best |old |older |little |new )?{_KIN}(?: [\w']{{2,20}}){{0,2}}?"
_THERE = (
    rf"(?:(?:an?|the|this|that|some|another|one) {_PERSON}|some(?:one|body)|{_PERSON}) (?:in|at|from)(?: "
    r"[\w']{2,10}){0,3}? "
    rf"{_ROOM}|(?:in|at|from)(?: [\w']{{1,12}}){{0,4}}? {_ROOM} (?:an?|this|one|some|another) {_PERSON}"
)
_OTHERS = (
    r"(?!(?:she|he|they) (?:loves?|is proud|was proud|cares|believes|misses|wants? me|will|would)\b)"
    r"(?:(?:he|she|they)(?:'?s|'re|'ve)?(?!')\b|(?:her|his|their) (?:husband|wife|ex|boyfriend"
    r"|girlfriend|partner|sons?|daughters?"
    r"|kids?|children|dad|mom|mum|father|mother|uncle|childhood|past|addiction|drinking|diagnosis|affair"
    r"|marriage|meeting)\b)"
)
_SAID = (
    r"(?:told (?:me|us|every(?:one|body)|the group)|said|shared|admitted|confessed|mentioned|talked about"
    r"|spoke about|broke down|that)"
)
_TO_DO = r"(?! (?:to|i|i'm|you|we|it|this|not|how i)\b)"
_SETBACK = (
    r"(?:relapsed|drank|slept with|(?:is|was|been) (?:drinking|using)|(?:drinking|using) again|in the program(?:me)?"
    r"|in (?:aa|na|rehab)|divorce|abortion|cheat(?:ed|ing)|hooked on|abused"
    r"|diagnosed|pregnant|hiding from|doing time|in (?:jail|prison|hospital)|goes to (?:na|aa)|hiv|hep c)"
)

_ENGLISH = (
    (
        rf"(?:he|she|they|{_MINE}) (?:(?:just|once|also|finally) )?(?:confided|confessed|opened up"
        rf"|admitted to|swore me|"
        r"made me (?:promise|swear)|told (?:me|us) (?:in confidence|that (?:he|she|they)\b))"
    ),
    (
        rf"(?:he|she|they|{_MINE}) (?:(?:just|once|also|finally) )?shared (?:\w{{1,9}} ){{0,3}}(?:in|at) "
        r"(?:the|our) meeting"
    ),
    rf"(?:he|she|they|{_MINE}) (?:(?:just|once|also|finally) )?told (?:me|us){_TO_DO}{_UP_TO_5} {_OTHERS}",
    rf"(?:{_THERE}){_UP_TO_5} {_SAID}{_TO_DO}{_UP_TO_5} {_OTHERS}",
    (
        rf"my {_KIN}(?:'s)?(?:,? [\w']{{1,20}}){{0,8}}? (?:her|his|their) (?:sponsor|sponsee|rehab|home group"
        r"|psychiatrist)"
    ),
    rf"my {_KIN}'?s (?:therapist|sponsor|sponsee|psychiatrist|counsell?or) (?:told|said|says|thinks)",
    (
        rf"(?:my (?:best )?{_FAR}(?:'s \w{{3,10}})?|{_PERSON} (?:who (?:comes|chairs|shares)|i sponsor)|one "
        r"of the \w{3,6} in my group|from (?:the|my|our)(?: \w{2,12})? (?:meeting|group))"
        rf"(?:,? (?!(?:i|i'm|we|and i)\b)[\w']{{1,20}}){{0,8}}?,? {_SETBACK}"
    ),
    (
        r"(?:do not|don't|dont) (?:tell any(?:one|body)|say anything)|not supposed to (?:say|tell)|only "
        r"told me|between (?:us|you and me)|(?:told|said|shared|heard) (?:\w{1,9} ){0,3}in confidence"
        r"|in confidence\W{1,3}(?:he|she|they)"
    ),
    r"heard (?:in|at)(?: \w{1,12}){1,3} that|keep (?:this|it) (?:to yoursel(?:f|ves)|between us|quiet)",
)
_MIA = (
    r"mi (?:mejor )?(?:amig[oa]|herman[oa]|pareja|vecin[oa]|companer[oa](?: de \w{4,8})?|prim[oa]"
    r"|cunad[oa]|jef[ea]|ahijad[oa]"
    r"|padrino|madrina|marido|mujer|espos[oa]|novi[oa]|madre|padre|hij[oa]|ti[oa])"
)
_LEJOS = r"mi (?:padrino|madrina|ahijad[oa]|vecin[oa]|jef[ea]|companer[oa]|(?:mejor )?amig[oa])"
_GENTE = r"(?:hombre|mujer|chic[oa]|senora?|chaval[a]?|companer[oa]|ti[oa])(?: nuev[oa])?"
_ALLI = (
    rf"(?:(?:un|una|el|la|este|esta|otr[oa]) {_GENTE}|alguien) (?:de|del|en)(?: \w{{1,8}}){{0,2}}? "
    r"?(?:grupo|reunion|centro)"
    rf"|en(?: \w{{1,8}}){{1,2}} (?:reunion|grupo|centro)(?: \w{{1,12}}){{0,3}}? (?:un|una|otr[oa]) {_GENTE}"
)
_CONTO = r"(?:conto|confeso|confio|ha contado|ha confesado|ha confiado)"
_DIJO = rf"(?:{_CONTO}|dijo|ha dicho|compartio|admitio|reconocio)"
_NO_CONSEJO = r"(?! (?:siga|sigas|venga|vengas|vuelva|vuelvas|me|te|nos|todo|llame|ibas?)\b)"
_DE_OTRO = r"(?:su|sus|toma|bebe|consume|recayo|tiene|tenia|estuvo|estaba|ha vuelto)"
_TROPIEZO = (
    r"(?:bebio|recayo|ha (?:vuelto a (?:beber|consumir)|recaido)|divorci\w{3,5}|se lio|aborto|internad[oa]"
    r"|alcoholicos anonimos|a (?:na|aa)|engana|enganchad[oa]|abusos|hepatitis|vih|embarazad[oa]|en la "
    r"carcel|se esconde)"
)

_SPANISH = (
    rf"(?:ella|el|{_MIA}(?: \w{{2,20}}){{0,2}}?|{_ALLI}) (?:me|nos) {_CONTO}(?: tod[oa]|{_UP_TO_5} (?:que|su|sus))",
    rf"(?:ella|el|{_MIA}(?: \w{{2,20}}){{0,2}}?) (?:me|nos) (?:dijo|ha dicho) que(?: \w{{1,6}})? {_DE_OTRO}",
    rf"(?:{_ALLI}){_UP_TO_5} {_DIJO} que{_NO_CONSEJO}",
    rf"{_MIA}(?:,? \w{{1,20}}){{0,8}}? su (?:padrino|madrina|ahijad[oa]|psicolog[oa]|psiquiatra)",
    (
        rf"(?:{_LEJOS}|(?:el|la) {_GENTE} (?:que viene|a (?:la|el) que|al que)|un[oa] de l[oa]s \w{{4,8}} de "
        rf"mi grupo|(?:el|la) de (?:los|las) \w{{4,12}})(?:,? (?!(?:yo|he)\b)\w{{1,20}}){{0,8}}?,? {_TROPIEZO}"
    ),
    r"no se lo (?:digas|digais|cuentes|conteis) a nadie|no lo (?:comenteis|comentes|cuentes|conteis|digas|digais)",
    (
        r"no digas nada|no deberia (?:decirlo|contarlo)|solo me lo ha (?:contado|dicho) a mi|grupo se "
        r"(?:comenta|dice) que"
    ),
    (
        r"quede entre nosotros|me hizo (?:prometer|jurar)|(?:dijo|conto|contado|dicho) (?:\w{1,9} ){0,3}en "
        r"confianza|en confianza\W{1,3}(?:el|ella)"
    ),
)
STORY = re.compile(rf"\b(?:{'|'.join(_ENGLISH + _SPANISH)})(?!\w)")
