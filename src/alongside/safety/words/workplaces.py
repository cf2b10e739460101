"""Where somebody works, learns or is looked after, by its name or number, in English and in Spanish.

“I work at a hospital” says little; “at St Mary's hospital, ward 4” says who it is. A town alone is not asked about.
"""

import re

from alongside.safety.words.full_names import NAME

_PLACE = rf"(?:St\.? )?{NAME}(?:['’]s)?"
_NO_PLACE = (
    r"(?!(?:The|My|Our|An?|This|That|Every|Some|In|At|And|But|When|His|Her|Their|Your|Any|No|To|From|For|Old|Public"
    r"|Private|Local|State|Mental|After|Before|Finished|Left|Started|Christmas|Easter|Navidad|God['’]?s?"
    r"|Dios|Jesus|Step"
    r"|Paso|AA|NA|Night|Home|Zoom|Higher|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?|Ramadan|Thanksgiving)\b)"
)
_AFTER = (
    r"(?:Hospital|Infirmary|Medical Cent(?:er|re)|Health Cent(?:er|re)|Clinic|Treatment Cent(?:er|re)"
    r"|Recovery Cent(?:er|re)"
    r"|Rehab|High School|School|Elementary|Primary|University|College|Academy|Police Department|Fire Department"
    r"|Ambulance Service|Surgery|Prison|Nursing Home|Hospice)"
)
_BEFORE = (
    r"(?:hospital|cl[ií]nica|colegio|instituto|universidad|residencia|farmacia|ambulatorio"
    r"|psiqui[aá]trico|aeropuerto|unidad|ceip|ies|cad"
    r"|centro de \w{4,16}|c[aá]rcel|comisar[ií]a)"
)
_CHAINS = (
    r"(?:tesco|walmart|asda|sainsbury['’]?s|lidl|aldi|costco|amazon|mcdonald['’]?s|starbucks|ikea|greggs|kroger|fedex"
    r"|home depot|mercadona|carrefour|correos|zara|el corte ingl[eé]s|bbva)"
)
_WORK = (
    r"(?:work(?:s|ed|ing)?|my job|office is|nurse|teach(?:er|es|ing)?|cop|porter|manager|employed|inpatient|admitted"
    r"|detoxing|stud(?:y|ies|ying)|drives?|driver|clean \w{3,8}|my shift|discharged)"
)
_TRABAJO = (
    r"(?:trabaj(?:o|a|aba|amos|ando)|oficina (?:est[aá] )?en|oficina|turno|limpio \w{4,12}|curro|doy "
    r"clases?|(?:enfermer|camarer|maestr|cajer)[oa]|celadora?|m[eé]dic[oa]"
    r"|profesora?|ingresad[oa])"
)

WORKPLACES = (
    # By what is called a hospital, a school, a prison.
    re.compile(rf"\b{_NO_PLACE}{_PLACE}(?: {NAME}){{0,2}} {_AFTER}\b"),
    re.compile(rf"\b(?:at|in|for|with|to|from) (?:the )?({_NO_PLACE}{_PLACE}(?: {NAME})? (?i:{_AFTER}))\b"),
    re.compile(
        rf"\b(?i:{_BEFORE})(?: (?:de |del |de la |de los |de calle |de la calle )?{_NO_PLACE}{_PLACE}){{1,2}}\b"
    ),
    # By a word for work, and a name.
    re.compile(rf"\b(?i:{_WORK})(?: \w{{1,12}})? (?:at|for) (?:the )?({_NO_PLACE}{_PLACE}(?: {NAME}){{0,2}})\b"),
    re.compile(
        rf"\b(?i:{_TRABAJO})(?: (?:est[aá]|de|como|\w{{4,12}})){{0,2}} (?:en (?:el|la|los)|para (?:el|la)|para) "
        rf"({_NO_PLACE}{_PLACE}(?: {NAME})?)\b"
    ),
    re.compile(rf"\b(?i:(?:{_WORK}|{_TRABAJO}) (?:at|for|en|para)(?: the| el| la)? {_CHAINS})\b"),
    re.compile(rf"\b(?:at|from) the ({NAME} on {NAME}(?: {NAME})?)\b"),
    # By its number.
    re.compile(r"\b(?:ward [a-z]?\d{1,3}[a-z]?|bed \d{1,3}, (?:ward|bay) \w{1,4}|room \d{3})\b", re.IGNORECASE),
    re.compile(r"\b(?:planta \d{1,2}|habitaci[oó]n \d{2,4}|cama \d{1,3})\b", re.IGNORECASE),
)
