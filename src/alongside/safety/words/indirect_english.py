"""How English speaks of dying without a word of it: patterns of small letters without apostrophes, for `danger`."""

_PILLS = r"(?:pills|tablets|meds|insulin)"
_DRUGS = r"(?:morphine|oxy\w*|codeine|valium|diazepam|benzos?|sleepers|painkillers|methadone|antidepressants|lithium)"
_A_DAY_TO_COME = r"(?:christmas|xmas|new year|next|spring|summer|thirty|forty|\d\d|my (?:next )?birthday)"
_SOON = r"(?:tomorrow|next (?:week|year|month)|day (?:one|1)|morning|christmas)"
_ANY_MEANS = r"(?:beam|rafters?|hook|rope|noose|pills|tablets|blades?|kni(?:fe|ves)|razor|gun|tracks)"
_A_BOX = r"(?:box|bottle|packet|jar|cabinet|strip|blister|drawer)"
_GRAVE = r"(?:(?:under|in) the ground(?! floor)|six feet under|in (?:my|a|the) (?:grave|coffin))"
_MY_MEDICINE = r"my (?:\w{4,13} )?(?:pills|tablets|meds|medication|medicines?)"
_NOT_UNTIL = r"(?! (?:until|till|for|on|this|before|about|at|as|in|next)\b)"
_NOT_FOR_NOW = (
    r"(?! (?:until|till|before|about|unless|for (?:an?|the|some)|on \w{3,6}day|this (?:week|month|weekend|morning))\b)"
)
_NOT_THEN = (
    r"(?! (?:(?:today |this \w{4,9} )?(?:in|before|as|at|when|because|that i (?!love))"
    r"|yesterday|last (?:week|month|year|night|\w{3,6}day))"
    r"\b)"
)
_NOT_AS = r"(?! (?:near|but|except|else|as|on|with|in (?!the future|this)|(?:still )?\w{2,9}ing)\b)"
_WITH_ME = r"(?:with|once|if|when) (?:me|im|i am|i was|i were)"
_WAY = r"(?:way|li[fv]es?|hair)(?! of\b| for an?\b)"
_NOBODY = (
    r"(?! (?:an?|people|any ?one|those|the|them|him|her|alcohol|drugs|drink\w*|us(?:e|ing)\w*|\w{3,9}ers|on|at|for|this"
    r"|next|until)\b)"
)
_FOR_THEM = (
    r"(?=$| (?:to|who|what|give|please|tell|they|you|he|she|will|(?:my|the)"
    r" (?:kids|children|family|wife|husband|mum|mom|dad|boys|girls|dog|cat))\b)"
)
_HEAVEN = r"(?:jesus|god|the lord|my maker|the angels)(?! (?:on|at|for|every|each|in (?!heaven|peace|paradise))\b)"
_SAY = r"(?:write|post|say|send|tell|do|read)"
_MUCH = r"(?: (?:much|any|after|long)\w*|$)"
_NOT_THERE = r"(?! (?:(?:down|to|on|for|home|back|out|there|by)\w*|as\b|some\b|an?\b))"
_THAT_TIME = r"the (?:last|first) (?:time|one)"
_NOT_GIVEN = (
    r"(?! (?:they|he|she|the|for|i (?:was|got)|from|my"
    r"|(?:in|at) the (?:shop|store|market|gym|vets?))\b)"
)
_NO_TERRACE = r"(?! (?:fix|clean|with|to|bar|terrace|garden)\w*)"
_GOES_WRONG = r"(?:had gone wrong|goes wrong|went wrong|g[ia]ve?s? out|crashes|stops beating)"
_NOT_HOME = r"(?:had an accident|crashed|got hit|vanished|(?:didnt|never) (?:come|came|make it|made it) (?:home|back))"

WORDS = rf"""
    # What comes after is nothing, or it is for others alone.
    last (?:thing|post|message|words?|time)(?: \w{{1,8}}){{0,2}} (?:i will|ill|im going to) ever {_SAY}
    ...(?! (?:about|is (?!this|here))\b)
    last (?:time|thing) (?:you|any ?one|they)(?:ll| will) (?:ever )?(?:hear|see|read)
    ...(?! (?:me (?!al|ag|he|in|on)|about))
    (?:told|hugg?(?:ed)?|kiss(?:ed)?)(?: (?!off)\w{{1,8}}){{1,6}} for the last time{_NOT_THEN}
    (?:if|when) (?:you|any ?one|they)(?:re| are)? read(?:ing|s)? this (?:tomorrow|later|its too late|it will be)
    without me in it
    no(?: \w{{1,9}}){{1,5}} with me in it
    (?:cant|dont|cannot|no longer) see my ?self (?:any ?where|(?:at|in) {_A_DAY_TO_COME}){_NOT_AS}
    there (?:wont|will not) be (?:an?|any|another) {_SOON}
    ...(?! (?:meeting|session|group|class|call|shift|like|with(?:out)? (?!me))\b)
    (?:when|once|after) (?:im|i am) gone(?! (?:on|to|for|away|from|this|next|at|over|in|until|all|home|out|too)\b)
    (?:want to|wanna|wish i could|like to|rather) (?:stop|cease|quit) existing(?! (?:on|off)\b)
    (?:is|want|wish|need|rather)(?: to)? not (?:to )?(?:be (?:here|any ?where|alive)|exist|be)(?: at all| any ?more)?$
    (?:rather|want to|wanna|should|better|belong|wish i (?:was|were))(?: be)? {_GRAVE}
    {_WITH_ME} out of (?:the|their|his|her|your) (?:way|hair)
    ...(?: for good| at last| for ever| (?:they|things|every ?(?:one|body))|$)
    {_WITH_ME} out of (?:the|their|his|her|your) li[fv]es?(?! of\b| for an?\b)
    (?:would|easier|better|happier)(?: \w{{1,9}}){{0,4}} {_WITH_ME} out of (?:the|their|his|her|your) {_WAY}
    deserves? (?:an?|some ?(?:one|body))(?: \w{{2,9}}){{0,3}} (?:who|that) ?(?:isnt|is not|s not|wasnt) me
    ...(?! (?:at|in|on|to)\b)
    no ?(?:body|one)(?: would| will|d) (?:even )?(?:notice|know)(?: \w{{1,5}})? for (?:days|weeks|months)(?! that\b)
    (?:dont|do not|no ?(?:body|one))(?: should| try to| come)? look(?:ing)? for me(?! (?:at|in|on|there|today)\b)
    whoever (?:finds|clears|empties)(?: out| up)? (?:(?:this|my|the) (?:phone|note|letter|flat|house)|my (?:room|car))
    whoever finds the (?:room|car)
    (?:want|like|going|rather)(?: to)? be found (?:in|with|like|there)$
    (?:run|ran|running) out of (?:hope|reasons)(?: to (?:live|stay|go on|be here|fight|wake up|carry on|hold on)|$)
    insurance (?:pays|will pay|would pay) (?:out|them|even)(?! (?:when|at|in|every|for)\b)
    (?:wont|will not|never)(?: \w{{1,7}}){{0,4}} (?:hear|read) (?:another|any|one more|a single) (?:word|line) from me
    (?:when|once|after) (?:im|i am|ill be) (?:not (?:here|around) any ?(?:more|longer)|no longer here){_NOBODY}
    (?:when|once|after) (?:im|i am|ill be) no longer around{_FOR_THEM}
    (?:dont|not|cant|cannot) (?:plan|planning|expect|intend)(?: on| to)? be(?:ing)? (?:around|alive){_MUCH}
    (?:dont|not|cant|cannot) (?:plan|planning|expect|intend)(?: on| to)? be(?:ing)? (?:around|alive) for my
    (?:cant|dont|cannot|no longer) (?:imagine|picture|see) (?:any|a|the) (?:future|life)
    ... (?:that im|with me|where im) in(?! (?:th|an?|my|his|her)\w*)
    (?:no ?(?:body|one)|nothing)(?: \w{{1,7}}){{0,3}} (?:needs?|wants?|holds?) me to (?:stay|be here|live|go on)
    (?:over|gone|done)(?: \w{{1,5}})? by the time (?:you|they|any ?one) (?:wakes?|reads?|finds?|sees?|hears?)
    letters? for (?:both|all|all three|each of) (?:my|the|of my)? ?(?:kids|children|boys|girls|sons|daughters)
    ...(?! from\b)
    (?:ready|want|time|going)(?: for me)? to (?:go|be)(?: home)? (?:to|with) {_HEAVEN}
    meet my maker
    my (?:exit|way out) (?:is )?(?:ready|planned|prepared|set|waiting)(?! (?:from|for|to)\b)
    exit is (?:ready|planned|prepared)(?! (?:from|for|to)\b)
    # Wishing that something else did it.
    (?:easier|better|simpler|best)(?: \w{{1,8}}){{0,4}} if i {_NOT_HOME}
    (?:wish|hope|hoping|pray|praying)(?: (?!no|dont|never)\w{{1,9}}){{1,4}} {_GOES_WRONG}
    i had never (?:woken up|been born|been found|been saved)(?! (?:in|to|so|at|next)\b)
    (?:hope|hoping|wish|pray|praying|asking|begging)(?: \w{{1,6}}){{0,3}} (?:dont|do not|wont|never) open my eyes
    takes? me in my sleep
    (?:god|jesus|lord|death)(?: \w{{1,5}}){{0,2}} takes? me
    ... (?:tonight|soon|quickly|home(?! (?:safe|after|from|by))|away)
    i (?:wouldnt|would not|wont) (?:brake|swerve|step back|move out of the way|dodge)$
    (?:hope|wish|praying)(?: \w{{1,8}}){{0,4}} something(?: \w{{1,5}})? (?:finishes|ends|kills) (?:it|me)
    (?:drink|use|take|walk|swim|sleep)(?: \w{{1,6}}){{0,2}} (?:till|until) i (?:dont|stop|never) (?:wake|breath\w+|come)
    (?:want|waiting for|wish) my (?:body|heart|liver|lungs) (?:to|would) (?:give (?:up|out|in)$|stop$|shut down|fail)
    (?:wasnt|not|never) (?:supposed|meant) to (?:survive|wake up|be alive)(?: (?:it|that|{_THAT_TIME}))?$
    next time (?:ill|i will) (?:make sure(?: of it| it works)?|not fail|get it right|use more|take more)$
    next time (?:no ?(?:body|one) will|they wont)(?: \w{{1,6}})? (?:find|stop|save|come)
    # Means that are near.
    (?:skip|stop|refus|miss)(?:ped|ping|ed|ing)? {_MY_MEDICINE}
    ... (?:on purpose|to die|until(?! (?:the|my|i (?:see|saw|get|got|can|could|talk))\b))
    (?:took|taken|swallowed|downed) (?:what(?:ever)? (?:was |is )?left|the rest) (?:in|of) (?:the|my) {_A_BOX}
    swallowed (?:what|whatever) (?:was |i )
    (?:take|taking|swallow(?:ing)?) the (?:whole )?lot(?! (?:of|home|to|back|with|for)\b)
    (?:be|lie|get|jump|go|throw my ?self) under (?:it|one|the (?:train|wheels))$
    (?:beam|rope|hook|branch|tree|pipe|belt) (?:would|will|could|can)(?: easily)? (?:hold|take|bear) (?:me|my weight)
    (?:brave|drunk|numb|high) enough to (?:do it|go through with|jump|end)
    let(?:ting)? go of the (?:steering )?(?:wheel|railing)$
    (?:im|i am|here) (?:up )?on (?:the|a|our|my) (?:roof|ledge|bridge|parapet){_NO_TERRACE}
"""

# What is said so of everyday things as well: not heard beside one of these, below.
MILD = rf"""
    (?:free|shot) of me(?: at last| for good|$)
    (?:wont|will not)(?: \w{{1,7}}){{0,2}} hear (?:from|of) me (?:again|any ?more|after){_NOT_FOR_NOW}
    let (?:it|this|them|the (?!music|song|band|dance)\w{{3,9}})(?: just)? (?:take|have|finish|kill|swallow|drown)
    ... me{_NOT_THERE}
    (?:look|star)(?:ing|ed|e)? at (?:the|my|a|that|those|these) (?:\w{{2,9}} )?{_ANY_MEANS}{_NOT_GIVEN}
    (?:hoard|stash|sav|collect|stockpil)(?:ing|ed) (?:up )?(?:(?!for)\w{{1,8}} ){{0,3}}(?:{_PILLS}|{_DRUGS})
    (?:hidden|keep(?:ing)? back|kept back) (?:\w{{1,8}} ){{0,4}}(?:{_PILLS}|{_DRUGS})
    (?:{_PILLS}|{_DRUGS}) hidden
"""

# What makes the words above everyday ones: medicine handed back or thrown away, and whom one is glad to be rid of.
EVERYDAY = r"""
    flush(?:ed|ing)|(?:threw|thrown|throwing)(?: \w{1,8}){1,2} (?:out|away)
    (?:hand|bring|take|took|brought)(?:ed)?(?: \w{1,8}){0,2} (?:in|back|over)? ?to the
    ... (?:chemists?|pharmacy|clinic|doctor)
    (?:hand|gave|give|giving)(?:ed)?(?: \w{1,8}){1,2} to my (?:sponsor|doctor|nurse|keyworker|counsell?or)
    (?:landlord|landlady|dealer|bookie|old (?:firm|job|boss))s?
    for (?:the|our|my|a) (?:flight|trip|journey|holiday)|for my (?:\w{3,9} )?(?:pain|back|knees?|hip)
    said (?:my|the|our)(?: \w{2,9})? (?:teacher|surgeon|doctor|sponsor|boss|coach|instructor)
"""
