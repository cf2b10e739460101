"""How English speaks of dying or of hurting oneself: patterns of small letters without apostrophes, for `danger`."""

_WANT = (
    r"(?:want to|wanna|wish to|need to|ready to|plan(?:ning|ned)? to|going to|gonna|hope to|should"
    r"|deserve to|rather|better off)"
)
_DONT_WANT = r"(?:do not|dont|no longer|never) (?:want to|wanna)"
_NO_LATER = r"(?! (?:at|early|so|that|before|tired|late)\b)"
_BODY = r"(?:wrists?|arms?|thighs?|legs?|veins?|throat)"
_HARMLESS_CUT = (
    r"(?! (?:(?:an?|some|another)(?! (?:little|lot|bit|few|couple|time|night|day|evening|morning|more)s?\b)"
    r"|off|short|loose|shaving|chopping|cooking)\b)"
)
_PILLS = r"(?:pills|tablets|meds|insulin)"
_MANY = (
    r"(?:\d{2,3}|twenty|thirty|forty|fifty|a (?:whole )?(?:bottle|box|packet|handful) of|(?:loads?|a lot"
    r"|a bunch) of|a load of)"
)
_PAIN = r"(?:the|this|my|all (?:the|this)) (?:pain|suffering|hurt)"
_NO_DAY = (
    r"(?! (?:(?:an?|the|this|that|my)(?: \w{2,9}){0,2} )?(?:(?:mon|tues|wednes|thurs|fri|satur|sun|birth|holi)days?"
    r"|vacation|trip|walk|ride|tour|course|outing|date|retreat|hike|cruise|bus|train|plane|stage|diet)\b)"
)
_AWAY = (
    r"(?! (?:on (?:holiday|vacation)|(?:in)?to (?:an?|the|some|my)(?: \w{2,9})? (?:beach|island|hills?|mountains?"
    r"|countryside|cabin|cottage|spa|woods|crowd|background|book|novel|music|garden)|with a(?: good)? book"
    r"|under (?:the|my|a) (?:covers?|blankets?|duvet|table|desk)|for an?(?: few)? (?:\w*day|weekend|week|month|year"
    r"|hour)s?)\b)"
)

_MEANS = r"(?:pills|tablets|meds|rope|gun|rifle|shotgun|knife|blade|razor)"
_DEATH = r"(?:die|dying|dead|death|su[iyo]{0,2}[cs]+[iy]+d(?:e|al)?)"
_OF_ME = (
    r"(?:i|im|ive|id|ill|my ?self)(?: (?!(?:he|she|they|who|my|his|her|their|an?|the|not|never|dont"
    r"|didnt|havent|wasnt|used|no|wont)\b)\w{1,12}){0,7}?"
)

ENGLISH = (
    # Anything of oneself that comes to a word of death, once sayings are taken out.
    rf"{_OF_ME} {_DEATH}|drink(?:ing)? my ?self to death|my (?:own )?death|my life to (?:be over|end)",
    (
        r"(?:had enough of|done with|leav(?:e|ing)) this (?:world|life)|only way(?: \w{1,8}){1,5} is to die"
        r"|want to go to heaven"
    ),
    # Hurting or killing oneself.
    r"(?:kil+(?:ing)?|hurt(?:ing)?|harm(?:ing)?|hang(?:ing)?|shoot(?:ing)?|drown(?:ing)?|unalive) my ?self",
    rf"cut(?:ting)? my ?self{_HARMLESS_CUT}|(?:cut(?:ting)?|slit(?:ting)?|slash(?:ed)?) my {_BODY}",
    (
        r"kms|(?:i|ive|im|to|by) self.?harm(?:ed|ing)?|self.?harm(?:ed|ing)? (?:again|today|tonight|last)"
        r"|su[iyo]{0,2}[cs]+[iy]+d(?:e|al)|suicde"
    ),
    (
        r"cutting since|to my ?self (?:if|when) (?:im|i am) alone|i (?:\w{2,6} )?cut (?:again|tonight|last "
        r"night)|(?:gonna|going to|want to|wanna|about to) (?:jump|cut|overdose)(?: tonight|$)"
    ),
    r"(?:scratch|burn|punch|hit|starv)(?:e|ed|ing)? my ?(?:self|arms|skin)",
    # Wanting to be dead.
    (
        rf"{_WANT} (?:die|be dead|dead|not exist)(?! laughing"
        rf"| than (?:drink|use|go back)|s)|{_WANT} disappear{_AWAY}|(?:{_WANT}|will|ill) follow (?:him|her|them)$"
    ),
    r"(?:want|wish|like|rather) dying|(?:about|of) dying(?! of| for)|wish i (?:was|were) (?:dead|gone|never born)",
    r"(?:id|i would|im|am) be better off dead|better off without me|wish id never been born",
    rf"{_DONT_WANT} (?:live|exist|be alive|be here(?: any ?more|$)|wake up{_NO_LATER})",
    r"(?:hope i (?:dont|do not|never)|to not|not to|never) wake up(?! (?:at|early|late))|sleep for ?ever",
    (
        r"wish i (?:(?:would not|wouldnt|did not|didnt|could not|couldnt|never) (?:ever )?wake|had never woken) up"
        r"(?! (?:at|early|late|so)\b)"
    ),
    r"(?:dont think|not sure) (?:i can|ill|i will) make it (?:through|to tomorrow|till morning)",
    r"(?:not sure|dont know) if i want to (?:be alive|live|be here)|not sure i want to (?:be alive|live|be here)",
    r"dont care (?:if|whether) i (?:live|die|wake up)",
    # Ending it.
    r"(?:end(?:ing)?|take|taking) (?:my (?:own )?life|it all|(?:the|this|my|all the) (?:pain|suffering))",
    r"(?:ending|end) (?:it|things)(?: tonight| now|$)|if i (?:died|overdosed?|od)|by dying|ways to die",
    (
        r"(?:think|thinking|thoughts) (?:of|about|abt) (?:death$|ending it$|jumping(?! (?:in|on|into)\b)"
        r"|stepping off|hanging)"
    ),
    (
        r"(?:visions?|images?|dreams?) of (?:hanging|jumping|dying|being dead)|(?:cant|dont) see (?:a|any) "
        r"future|no future for me"
    ),
    (
        rf"want {_PAIN} to (?:stop|end)|(?:giv(?:e|ing) up on|done with|(?:tired|sick|fed up) (?:of|with)"
        r"|hate) (?:life|living|being alive)(?! (?:in|out|on|at(?! all)|with|like|alone)\b)"
    ),
    (
        r"want it (?:all )?to (?:all )?(?:be over|end)|it all to be over|want out$|want (?:it|everything) "
        r"(?:to (?:end|stop)|over)"
    ),
    # Nothing to live for, nobody who would mind.
    (
        r"(?:no|any) (?:reason|point) (?:left )?(?:to live|(?:in|to) (?:living|going on)|(?:in )?being "
        r"(?:alive|here))|nothing (?:left )?to live for"
    ),
    (
        r"(?:dont|do not) deserve to (?:live|be (?:here|alive))|deserves? better than me|what(?:s| is) the point "
        r"(?:of|in) (?:anything|liv|going)\w{0,3}"
    ),
    r"how (?:much longer|long) i can|not safe (?:with|from|around) my ?self|(?:danger|risk|threat) to my ?self",
    (
        r"life (?:isnt|is not|aint) worth|(?:cannot|cant|can not) (?:do this (?:any ?more|life)|keep living"
        r"|live like this)"
    ),
    rf"(?:cannot|cant|can not) (?:go on{_NO_DAY}|take (?:it|this) (?:any ?more|any longer))",
    r"(?:happier|fine|easier) without me",
    (
        r"(?:happier|better|easier)(?: off)? (?:if|when|once) i(?:m| am| was| were| wasnt| werent) (?:gone"
        r"|dead|not here|here)"
    ),
    r"better(?: off)? with me (?:gone|not|dead)|no ?(?:body|one) needs me",
    r"(?:when|once|after|if) (?:im|i am|i was|i were) (?:gone|dead)$|no ?(?:body|one) (?:will|would|wud) miss me",
    r"(?:im|i am) (?:such )?a burden|(?:no|only|(?:dont|cant) see an?y?) way out(?! of| there)",
    # A way to do it.
    (
        rf"(?:took|taken|swallowed) (?:(?:all (?:of )?(?:my|these)|too many) {_PILLS}|all (?:of )?the "
        rf"{_PILLS}(?! (?:the|my|that) (?:doctor|gp) (?:prescribed|ordered|said|told)))"
    ),
    (
        rf"(?:take|taking|swallow(?:ing)?) (?:them|it) all|(?:took|taken|swallowed) {_MANY} (?:{_PILLS}"
        r"|paracetamols?|tylenol|xanax)"
    ),
    (
        rf"(?:hoard|stash|sav|collect)ing (?:up )?(?:my |all my |the )?(?:sleeping )?{_PILLS}|enough "
        rf"{_PILLS} (?:saved|stashed|to (?!last|get))"
    ),
    (
        rf"{_PILLS} (?:saved up|stashed|hoarded|put aside)|(?:bought|have|got|found) (?:an?|the|my) (?:rope"
        r"|noose|gun|knife|blade)(?! (?:for|set))"
    ),
    r"overdos(?:ed|ing)|od ?ed|(?:took|take|taking|plan|planning|thinking of) an overdose|on purpose tonight",
    r"(?:more|too much)(?: \w{1,12}){0,3} on purpose|till? my heart stops",
    (
        r"jump(?:ing)? (?:off (?:the|a|this) (?:bridge|roof|building)|in front of (?:the|a) (?:train|bus|car"
        r"|truck|lorry|tube|tram))"
    ),
    (
        r"(?:gonna|going to|will|ill) do it (?:this time|tonight|for real)|dr[ai]nk(?:ing)? bleach|cut (?:so"
        r"|too|really) deep"
    ),
    (
        rf"{_MEANS}(?: \w{{1,8}}){{0,3}} (?:next to me|in front of me|in my hand|beside me|calling)|(?:hit by"
        r"|under) a (?:car|bus|train)"
    ),
    (
        r"(?:belt|rope|cord|sheet) a?round my neck|off (?:the|a) cliff|enough (?:fentanyl|heroin)|heart "
        r"(?:would|to) stop"
    ),
    r"garage(?: \w{1,6}){1,3} engine|have done it already|cant fight (?:it|this) any|saying my (?:last )?goodbyes",
    (
        r"(?:bullet|gun) (?:in|to|through) my|brains out|bleed out|(?:urges?|tempted) to (?:cut|hurt|jump"
        r"|die|od)(?! (?:down|back))"
    ),
    (
        r"(?:standing|sitting|stood) on (?:the|a) (?:bridge|roof|ledge|tracks)|driv(?:e|ing) (?:into|off) "
        r"(?:a|the) \w{3,8}$"
    ),
    (
        r"(?:razor|blades?) (?:is|are) (?:the|my) only|(?:painless|least painful|easiest|quickest) way to "
        r"(?:die|go$|end it)"
    ),
    # Taking leave.
    (
        r"(?:be with|join|see) (?:my (?:dead|late) \w{2,12}|(?:him|her|them) in heaven)|tell my \w{2,12} i "
        r"loved? (?:them|her|him)"
    ),
    r"(?:wont|will not|not going to|not gonna) be (?:here|around|alive) (?:tomorrow|much longer|by morning)",
    (
        r"this is goodbye|goodbye (?:everyone|all)|good(?:night|bye) forever|(?:dont|not) (?:try to )?save "
        r"me|wont be a (?:problem|burden)|wont be here tomorrow|tonight is the night"
    ),
    (
        r"wrote my (?:last )?note|(?:letters?|notes?)(?: \w{1,9}){1,4} for after|(?:suicide|goodbye) (?:note"
        r"|letter)s?(?! to (?:alcohol|drink|booze|drugs|my addiction))"
    ),
)
