"""What is told of somebody near without saying where it was heard: an illness, drinking, violence, a clinic.

In English and in Spanish, for a text as `folded` returns it. Of a neighbour, a friend or a colleague it is asked about;
of kin where they are named, where it is done to others, and where people are shunned for it. How it is to live with
them (“my son drinks again”, “I miss my husband”) is one's own story.
"""

import re

_KIN = (
    r"(?:husband|wife|ex|(?:step|grand)?(?:mom|mum|mother|dad|father|son|daughter)|sister|brother|cousin|aunt|uncle"
    r"|niece|nephew|partner|girlfriend|boyfriend)(?:.in.law)?"
)
_FAR = (
    r"(?:friend|mate|roommate|flatmate|housemate|co-?worker|colleague|boss|manager|neighbou?r(?:s'? \w{3,8})?|landlord"
    rf"|classmate|teacher|student|sponsee|sponsor|{_KIN}'s {_KIN})"
)
_NO_NAME = (
    r"(?!(?:is|was|has|had|have|and|also|just|still|now|always|never|really|often|once|then|only|who|that|but|or|in|on"
    r"|at|with|for|to|as|of|because|when|while|keeps?|drinks?|uses?|hits?|beats?|says?|said|told|does|did|got|gets"
    r"|makes?|made|doesn'?t|isn'?t|not)\b)"
)
# Whoever tells of themself after it tells their own story.
_MEANWHILE = r"(?: (?!(?:me|i|i'm|im|i've|we|us|my|you|whether|if)\b)[\w']{1,15}){0,5}?"
_DRINKING = (
    r"(?:(?:is|was|been|keeps|started) (?:drinking|using)(?! (?:tea|coffee|water|juice|milk|a|an|the|my|it)\b)"
    r"|(?:drinks|uses) (?:again|in secret|every|all|too|at|heavily|drugs|heroin|coke|meth|vodka)|drunk(?: driving)?"
    r"|relapsed|overdosed|an? (?:alcoholic|addict|junkie|drunk)|on (?:methadone|heroin|meth|crack|suboxone)"
    r"|in (?:rehab|detox)|sells? (?:pills|drugs)|deals|sniffs|hooked on|for dealing|gambled away)"
)
_SHUNNED = r"(?:hiv(?: positive)?|aids|hep(?:atitis)?(?: ?[bc])?|herpes|syphilis|an std)"
_ILL = (
    rf"(?:{_SHUNNED}|(?:has|had|got|have) (?:(?:\w{{4,8}} )?cancer|depression(?! leaflet)|dementia|psychosis|epilepsy"
    r"|a tumou?r|an eating disorder)|bipolar|schizophreni\w{1,2}|anorexi[ac]|bulimi[ac]|suicidal|psychotic"
    r"|cuts (?:herself|himself|themselves)|been cutting|self.harms|tried to kill (?:himself|herself)|wets the bed"
    r"|in (?:an? |the )?(?:psych\w{0,8}|mental|clinic|hospital|ward)(?! visiting)(?: (?:ward|hospital))?)"
)
_DONE = (
    r"(?:arrested|in (?:jail|prison)|been inside|an abortion|pregnant|cheat(?:s|ed|ing)|raped|molested|abused|abuses"
    r"|had an affair|stole|steals|lost (?:his|her|their) licen[cs]e)"
)
_HARMED = (
    r"(?:our|my|the|his|her|their)(?: \w{2,9}){0,2}? (?:kids?|child(?:ren)?|daughters?|sons?|baby|wife|husband"
    r"|girlfriend|boyfriend|mum|mom|mother|sister|brother|cousin|partner)"
)
_HITS = (
    r"(?:hits?|beats?|slap(?:s|ped)|hurts?|abuse[sd]|rape[sd]|molest(?:s|ed)|punche[sd]|kicks)"
    rf" (?:{_HARMED}|the kids)(?! (?:at|in) )"
)
_FACT = rf"(?:{_DRINKING}|{_ILL}|{_DONE}|{_HITS})"
_NEXT_DOOR = r"the (?:woman|man|guy|couple|family|girl|boy) (?:next door|upstairs|downstairs|across the)"
_FROM_WORK = r"\w{3,12} from (?:work|the office|my office|school|church)"

_ENGLISH = (
    (
        rf"(?:(?:my|our|his|her)(?: best| old| new)? {_FAR}(?: {_NO_NAME}[\w']{{2,15}}){{0,2}}|{_FROM_WORK})"
        rf"{_MEANWHILE} {_FACT}"
    ),
    rf"(?:my|our)(?: older| little| younger)? {_KIN},? {_NO_NAME}[\w']{{3,15}}{_MEANWHILE},? {_FACT}",
    (
        rf"(?:(?:my|our)(?: older| little| younger)? {_KIN}|{_NEXT_DOOR}){_MEANWHILE}"
        rf" (?:{_HITS}|(?:has|got|have|with|is) {_SHUNNED})"
    ),
)
_FAMILIA = (
    r"(?:marido|espos[oa]|mujer|ex|novi[oa]|pareja|padre|papa|madre|mama|padrastro|hij[oa]|herman[oa]|prim[oa]|ti[oa]"
    r"|cunad[oa]|sobrin[oa]|suegr[oa]|abuel[oa])"
)
_LEJOS = (
    r"(?:vecin[oa]|amig[oa]|colega|compi|companer[oa](?: de \w{4,9})?|jef[ea]|encargad[oa]|caser[oa]|ahijad[oa]"
    r"|padrino|madrina|profesora?|maestr[oa]|alumn[oa])"
)
_SIN_NOMBRE = (
    r"(?!(?:es|esta|estuvo|era|tiene|tuvo|ha|y|que|se|me|le|nos|ya|no|nunca|siempre|tambien|solo|bebe|toma|consume|pega"
    r"|pego|dice|dijo|con|en|de|a|para|por|cuando|pero|va|fue|viene|hace|hizo)\b)"
)
_ENTRETANTO = r"(?: (?!(?:me|yo|mi|mis|nos|si|te|estoy|he)\b)\w{1,15}){0,5}?"
_BEBE = (
    r"(?:(?:bebe|toma|consume) (?:otra vez|de nuevo|a escondidas|mucho|demasiado|todos|cada|cocaina|drogas|vodka|y)"
    r"|(?:esta|anda|sigue) (?:bebiendo|consumiendo|borrach[oa])|recayo|tuvo una sobredosis|con metadona|esnifa"
    r"|(?:es|un|una) (?:alcoholic[oa]|adict[oa]|borrach[oa])|vende(?:r)? (?:pastillas|droga)|enganchad[oa]|traficar"
    r"|conducir (?:bebid|borrach)[oa]|se jugo)"
)
_SENALADO = r"(?:sida|vih|hepatitis(?: [bc])?|herpes|sifilis|seropositiv[oa])"
_ENFERMO = (
    rf"(?:{_SENALADO}|tiene (?:cancer|depresion|demencia|epilepsia|un tumor|esquizofrenia|anorexia|bulimia)"
    r"|(?:es|esta) (?:bipolar|esquizofrenic[oa]|anorexic[oa])|(?:ingresad[oa]|internad[oa]) en \w{2,15}"
    r"|en (?:psiquiatria|una clinica|un psiquiatrico|desintoxicacion|rehabilitacion)|intento (?:matarse|suicidarse)"
    r"|se (?:corta|autolesiona|esta cortando)(?! (?:el|las|la)\b)|pis en la cama)"
)
_HECHO = r"(?:detenid[oa]|pres[oa]|en la carcel|aborto|embarazad[oa]|abuso de|violo a|la violaron|lo violaron|robo a)"
_A_QUIEN = (
    r"a (?:mi|su|sus|nuestr[oa]s?|la|los|las) (?:\w{2,9} )??(?:hij[oa]s?|herman[oa]s?|ninos?|ninas?|mujer|novi[oa]"
    r"|espos[oa]|madre|mama|prim[oa]|pareja)"
)
_PEGA = rf"(?:pegan?|pego|golpean?|golpeo|maltratan?|maltrato|violan?|violo) {_A_QUIEN}"
_LO_QUE_PASA = rf"(?:{_BEBE}|{_ENFERMO}|{_HECHO}|{_PEGA})"

_SPANISH = (
    (
        rf"(?:mi(?: mejor)? {_LEJOS}(?: {_SIN_NOMBRE}\w{{2,15}}){{0,2}}|\w{{3,12}},? la del trabajo,?"
        rf"|(?:la|el) \w{{4,6}} de (?:mi \w{{4,8}}|l[oa]s vecin[oa]s)){_ENTRETANTO} {_LO_QUE_PASA}"
    ),
    rf"(?:mi|nuestr[oa]) {_FAMILIA},? {_SIN_NOMBRE}\w{{3,15}}{_ENTRETANTO},? {_LO_QUE_PASA}",
    (
        rf"(?:mi {_FAMILIA}|(?:el|la) vecin[oa] de \w{{2,9}}(?: \w{{4,9}})?){_ENTRETANTO}"
        rf" (?:{_PEGA}|(?:tiene|es) {_SENALADO})"
    ),
)
OTHERS_LIFE = re.compile(rf"\b(?:{'|'.join(_ENGLISH + _SPANISH)})(?!\w)")
