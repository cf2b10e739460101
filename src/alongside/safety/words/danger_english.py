"""How English speaks of dying or of hurting oneself: patterns of small letters without apostrophes, for `danger`."""

_WANT = (
    r"(?:want to|wanna|wish to|need to|ready to|plan(?:ning|ned)? to|going to|gonna|hope to|should"
    r"|deserve to|rather|better off)"
)
_DONT_WANT = r"(?:do not|dont|no longer|never) (?:want to|wanna)"
_NO_LATER = r"(?! (?:at|early|so|that|before|tired|late|hung ?over|with an? (?:hangover|headache|sore|dry))\b)"
_BODY = r"(?:wrists?|arms?|thighs?|legs?|veins?|throat)"
_HARMLESS_CUT = (
    r"(?! (?:(?:an?|some|another)"
    r"(?! (?:little|lot|bit|few|couple|time|night|day|evening|morning|more|hour|minute|while)s?\b)"
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

_WOULD_BE = r"(?:would|will|ll|d) (?:all )?be (?:\w{2,8} )?(?:lighter|better|happier|easier|safer|richer|simpler)"
_NOT_USING = r"(?! (?:drink|use|smoke|eat|buy|gamble|score|call|ring|go to|just|pick|have)\b)"
_NO_OPINION = r"(?! (?:boring|weird|funny|attractive|annoying|odd|too|a|in the|at)\b)"
_DRUGS = (
    r"(?:morphine|oxy\w*|codeine|valium|diazepam|benzos?|sleepers|sleeping tablets|painkillers|methadone"
    r"|antidepressants|lithium)"
)
_KEEPS_ALIVE = r"my (?:insulin|dialysis|heart|chemo)(?! (?:because|since|as|so)\b)"
_TIME = (
    r"(?:winter|year|night|day|christmas|month|week|summer|morning)"
    r"(?! (?:at|in|on|with|without|of (?!this|it|these))\b)"
)
_OF_THESE = rf"(?:of (?:these|this|them|my)|{_PILLS}|paracetamol|insulin)"
_WOULD_IT_TAKE = (
    r"(?:is (?:too|enough|lethal|fatal)|would (?:it|i|you)|it (?:takes|would take)|does it|do (?:i|you)|will it"
    r"|to (?:die|od|kill|not))"
)
_A_DAY_TO_COME = (
    r"(?:christmas|xmas|new year|next|spring|summer|thirty|forty|\d\d|my (?:next )?birthday|tomorrow"
    r"|the (?:weekend|morning))"
)
_STOPS_A_CAR = r"(?:tree|wall|barrier|river|lake|sea|canal|lorry|truck|cliff|pole|bridge)"

_TO_DIE = r"(?:kill|dying|die|suicid|end|hang|hurt)\w{0,3}"
_AT_A_BORE = r"(?! (?:in|during|at|on|after|trying|listening|watching|reading|waiting|halfway|by|queu\w{1,3}|when)\b)"
WORDS = rf"""
    # Anything of oneself that comes to a word of death, once sayings are taken out.
    {_OF_ME} {_DEATH}
    drink(?:ing)? my ?self to death
    my (?:own )?death
    my life to (?:be over|end)
    (?:had enough of|done with|leav(?:e|ing)) this (?:world|life)
    only way(?: \w{{1,8}}){{1,5}} is to die
    want to go to heaven
    # Hurting or killing oneself.
    (?:kil+(?:ing)?|hurt(?:ing)?|harm(?:ing)?|hang(?:ing)?|shoot(?:ing)?|drown(?:ing)?|unalive) my ?self
    cut(?:ting)? my ?self{_HARMLESS_CUT}
    (?:cut(?:ting)?|slit(?:ting)?|slash(?:ed)?) my {_BODY}
    (?<!\d )kms
    (?:i|ive|im|to|by) self.?harm(?:ed|ing)?
    self.?harm(?:ed|ing)? (?:again|today|tonight|last)
    su[iyo]{{0,2}}[cs]+[iy]+d(?:e|al)
    suicde
    cutting since
    to my ?self (?:if|when) (?:im|i am) alone
    i (?:\w{{2,6}} )?cut (?:again|tonight|last night)
    (?:gonna|going to|want to|wanna|about to) (?:jump|cut|overdose)(?: tonight|$)
    (?:scratch|burn|punch|hit|starv)(?:e|ed|ing)? my ?(?:self|arms|skin)
    # Wanting to be dead.
    {_WANT} (?:die|be dead|dead|not exist)(?! laughing| than (?:drink|use|go back)|s)
    {_WANT} disappear{_AWAY}
    (?:{_WANT}|will|ill) follow (?:him|her|them)$
    (?:want|wish|like|rather) dying
    (?:about|of) dying(?! of| for)
    wish i (?:was|were) (?:dead|gone|never born)
    (?:id|i would|im|am) be better off dead
    better off without me
    wish id never been born
    {_DONT_WANT} (?:live|exist|be alive|be here(?: any ?more| for (?:it|that)|$)|wake up{_NO_LATER})
    (?:hope i (?:dont|do not|never)|to not|not to|never) wake up(?! (?:at|early|late))
    sleep for ?ever
    wish i (?:would not|wouldnt|did not|didnt|could not|couldnt|never) (?:ever )?wake up(?! (?:at|early|late|so)\b)
    wish i had never woken up(?! (?:at|early|late|so)\b)
    (?:dont think|not sure) (?:i can|ill|i will) make it (?:through|to tomorrow|till morning)
    (?:not sure|dont know) if i want to (?:be alive|live|be here)
    not sure i want to (?:be alive|live|be here)
    dont care (?:if|whether) i (?:live|die|wake up)
    # Ending it.
    (?:end(?:ing)?|take|taking) (?:my (?:own )?life|it all|(?:the|this|my|all the) (?:pain|suffering))
    (?:ending|end) (?:it|things)(?: tonight| now|$)
    if i (?:died|overdosed?|od)
    by dying
    ways to die
    (?:think|thinking|thoughts) (?:of|about|abt) (?:death$|ending it(?! with\b))
    (?:think|thinking|thoughts) (?:of|about|abt) (?:jumping(?! (?:in|on|into)\b)|stepping off|hanging)
    (?:visions?|images?|dreams?) of (?:hanging|jumping|dying|being dead)
    (?:cant|dont) see (?:a|any) future
    no future for me
    want {_PAIN} to (?:stop|end)
    (?:giv(?:e|ing) up on|done with) (?:life|living|being alive)(?! (?:in|out|on|at(?! all)|with|like|alone)\b)
    (?:tired|sick|fed up) (?:of|with) (?:life|living|being alive)(?! (?:in|out|on|at(?! all)|with|like|alone)\b)
    hate (?:life|living|being alive)(?! (?:in|out|on|at(?! all)|with|like|alone)\b)
    want it (?:all )?to (?:all )?(?:be over|end)
    it all to be over
    want out$
    want (?:it|everything) (?:to (?:end|stop)|over)
    # Nothing to live for, nobody who would mind.
    (?:no|any) (?:reason|point) (?:left )?(?:to live|(?:in|to) (?:living|going on)|(?:in )?being (?:alive|here))
    nothing (?:left )?to live for
    (?:dont|do not) deserve to (?:live|be (?:here|alive))
    deserves? better than me
    what(?:s| is) the point (?:of|in) (?:anything|liv|going)\w{{0,3}}
    how (?:much longer|long) i can
    not safe (?:with|from|around) my ?self
    (?:danger|risk|threat) to my ?self
    life (?:isnt|is not|aint) worth
    (?:cannot|cant|can not) (?:do this (?:any ?more(?! (?:with|at)\b)|life)|keep living|live like this)
    (?:cannot|cant|can not) (?:go on{_NO_DAY}|take (?:it|this) (?:any ?more|any longer))
    (?:happier|fine|easier) without me
    (?:happier|better|easier)(?: off)? (?:if|when|once) i(?:m| am| was| were) (?:gone|dead|not here|here)
    (?:happier|better|easier)(?: off)? (?:if|when|once) i (?:wasnt|werent) (?:gone|dead|not here|here)
    better(?: off)? with me (?:gone|not|dead)
    no ?(?:body|one) needs me
    (?:when|once|after|if) (?:im|i am|i was|i were) (?:gone|dead)$
    no ?(?:body|one) (?:will|would|wud) miss me
    (?:im|i am) (?:such )?a burden
    (?:no|only|(?:dont|cant) see an?y?) way out(?! of| there)
    # A way to do it.
    (?:took|taken|swallowed) (?:all (?:of )?(?:my|these)|too many) {_PILLS}
    (?:took|taken) all (?:of )?the {_PILLS}(?! (?:back|(?:the|my|that) (?:doctor|gp) (?:prescribed|ordered|said
    ...|told))\b)
    swallowed all (?:of )?the {_PILLS}(?! (?:the|my|that) (?:doctor|gp) (?:prescribed|ordered|said|told))
    (?:take|taking|swallow(?:ing)?) (?:them|it) all
    (?:took|taken|swallowed) {_MANY} (?:{_PILLS}(?! of (?:mag|vit|iron|zinc|calc)\w+)|paracetamols?|tylenol|xanax)
    putt?(?:ing)?(?: \w{{1,8}}){{0,3}} {_PILLS} (?:aside|to one side)
    enough {_PILLS} (?:saved|stashed|to (?!last|get))
    {_PILLS} (?:saved up|stashed|hoarded|put aside)
    (?:bought|have|got|found) (?:an?|the|my) (?:rope|noose|gun|knife|blade|hose|helium)(?! (?:for|set|pipe|to)\b)
    overdos(?:ed|ing)
    od ?ed
    (?:took|take|taking|plan|planning|thinking of) an overdose
    on purpose tonight
    (?:more|too much)(?: \w{{1,12}}){{0,3}} on purpose
    till? my heart stops
    (?<!bungee )jump(?:ing)? off (?:the|a|this) (?:bridge|roof|building)
    jump(?:ing)? in front of (?:the|a) (?:train|bus|car|truck|lorry|tube|tram)
    (?:gonna|going to|will|ill) do it (?:this time|tonight|for real)
    dr[ai]nk(?:ing)? bleach
    cut (?:so|too|really) deep
    {_MEANS}(?: \w{{1,8}}){{0,3}} (?:next to me|in front of me|in my hand|beside me|calling)
    (?:hit by|under) a (?:car|bus|train)
    (?:belt|rope|cord|sheet) a?round my neck
    off (?:the|a) cliff
    enough (?:fentanyl|heroin)
    heart (?:would|to) stop
    garage(?: \w{{1,6}}){{1,3}} engine
    have done it already
    cant fight (?:it|this) any
    saying my (?:last )?goodbyes
    (?:bullet|gun) (?:in|to|through) my
    brains out
    bleed out
    (?:urges?|tempted) to (?:cut|hurt|jump|die|od)(?! (?:down|back))
    (?:standing|sitting|stood) on (?:the|a) (?:bridge|roof|ledge)
    driv(?:e|ing) (?:into|off) (?:a|the) \w{{3,8}}$
    (?:razor|blades?) (?:is|are) (?:the|my) only
    (?:painless|least painful|easiest|quickest) way to (?:die|go$|end it)
    # Taking leave.
    (?:be with|join|see) (?:my (?:dead|late) \w{{2,12}}|(?:him|her|them) in heaven)
    tell my \w{{2,12}} i loved? (?:them|her|him)
    (?:wont|will not|not going to|not gonna) be (?:here|around|alive) (?:tomorrow|much longer|by morning)
    this is goodbye
    goodbye (?:everyone|all)
    good(?:night|bye) forever
    (?:dont|not) (?:try to )?save me
    wont be a (?:problem|burden)
    wont be here tomorrow
    tonight is the night
    wrote my (?:last )?note
    (?:letters?|notes?)(?: \w{{1,9}}){{1,4}} for after
    (?:suicide|goodbye) (?:note|letter)s?(?! to (?:alcohol|drink|booze|drugs|my addiction))
    # Said of oneself without a word of death.
    unalive
    dying is the only
    (?:lips|fingers)(?: \w{{1,6}}){{0,4}} blue
    one (?:big|last|final|massive) (?:shot|hit|dose)
    (?:scared|afraid|frightened|worried) (?:of|about|by) my ?self
    (?:scared|afraid|frightened|worried) (?:of|about|by) what (?:im (?:gonna|going to)|ill) do
    (?:dont|cant) trust my ?self to be (?:alone|on my own)
    (?:scared|afraid|frightened|worried) (?:of|about|by) what i (?:might|may|could|will) do
    (?:might|gonna|going to|about to|ill) do (?:something|anything) (?:stupid|silly|bad|to my ?self)
    (?:dont|cant) trust my ?self(?: (?:tonight|alone|right now|here|to be alone|to be on my own|not to \w+(?: \w+)?))?$
    (?:cant|dont) see my ?self (?:living|being here|being alive|making it|getting) (?:past|after|beyond|to|through)
    how (?:many|much) {_OF_THESE}(?: \w{{1,8}}){{0,3}} {_WOULD_IT_TAKE}
    does it hurt to (?:od|die|hang|drown|overdose|bleed)
    (?:think|thinking|considering|want|going|decided)(?: (?:of|about|to))? stop(?:ping)? (?:taking )?{_KEEPS_ALIVE}
    let(?:ting)? it (?:all )?happen$
    (?:not (?:going to|gonna)|cant|wont|cannot) (?:do|face|take|survive|get through) another {_TIME}
    (?:only|just) want to be with (?:him|her|them) (?:now|again)
    worth more (?:dead|than (?:i am|me|alive))
    {_WOULD_BE}(?: off)?(?: for \w{{2,9}})? (?:without me|with me gone)
    {_WOULD_BE}(?: off)?(?: for \w{{2,9}})? if i
    ... (?:was|were|am|had(?! (?:never )?(?:met|known|bought|asked))|just|wasnt|werent|didnt|disappeared)
    (?:waste of (?:space|air|oxygen)|no way out(?: of this)? (?:except|but|apart)|only one way out)
    (?:brain|head|voices?|mind)(?: in my head)? (?:keeps?|is|are|wont stop)(?: on)? telling me to{_NOT_USING}
    (?:sat|sitting|sit|stood)(?: \w{{1,8}}){{0,3}} with (?:an?|my|the|this) {_MEANS}
    (?:standing|here|lying|floor|bathroom|bed)(?: \w{{1,8}}){{0,3}} with (?:an?|my|the|this) {_MEANS}
    (?:into|in front of) (?:the (?:barrier|central reservation)|oncoming)
    (?:into|in front of) (?:traffic|a (?:wall|tree|lorry|truck) on purpose)
    turn(?:ing)? the wheel
    (?:swerv|steer|crash)(?:e|ing) (?:my car |the car )?into
    stockpil(?:e|ed|ing)(?: \w{{1,8}}){{0,3}} {_PILLS}
    {_PILLS}(?: \w{{1,8}}){{0,3}} (?:lined up|laid out|spread out)(?! (?:in|for)\b)
    (?:took|taken|swallowed|had|downed) {_MANY} (?:(?:my|his|her|the) )?(?:\w{{2,10}} )?
    ...(?:{_PILLS}(?! of (?:mag|vit|iron|zinc|calc)\w+)|{_DRUGS})
    (?:this is |its )?my (?:very )?last (?:post|message)(?! (?:at|of|in|on|about|before|with|i|was|for)\b)
    (?:this is |its )?my (?:very )?last (?:night|words|goodbye)(?! (?:at|of|in|on|about|before|with|i|was)\b)
    rip(?:ping)? my (?:own )?skin
    scratch(?:ed|ing)? my (?:legs|face|wrists)
    (?:no ?(?:body|one)|whoever|they|someone|somebody)(?: \w{{1,8}}){{0,2}} find(?:s|ing)? (?:me|my body){_NO_OPINION}
    deeper than i (?:meant|wanted|planned|thought)
    (?:wont|doesnt|didnt|wouldnt) stop bleeding
    (?:relapsed on|back to) (?:sh|cutting)
    would any ?(?:one|body) (?:even |really |actually )?(?:miss me|notice if i|care if i|be sad if i)
    tell (?:my|the) (?:\w{{2,12}}|kids) (?:that )?i (?:tried|am sorry|was|did my best|fought)
    tell (?:my|the) (?:\w{{2,12}}|kids) (?:that )?(?:im sorry|it wasnt (?:their|her|his) fault)
    nothing (?:is |else )?left for me
    what(?:s| is)(?: even| really)? the point (?:of|in) (?:still|carrying|trying|it all|any of|being|waking
    ...|fighting|me)
    (?:have|got|made|picked|set|chosen) (?:an?|the|my) (?:plan|date) (?:to (?:end|do it|go)|for (?:it|when i))
    (?:gonna|going to|will) (?:end|finish) (?:it|things|everything|this)(?: all)?(?: tonight| soon| now| for good)?$
    (?:hope|hoping)(?: \w{{1,8}}){{0,7}} (?:kills me|takes me(?: out)?$)
    finish me(?: off| eventually|$)
    not safe (?:on my own|alone|tonight|right now|to be)
    not (?:planning|plan) (?:on|to) com(?:e|ing) back
    not wake up(?: (?:again|tomorrow|ever|any ?more|in the morning))?$
    (?:so|that) (?:you|i) (?:dont|do not|never|wont) wake up
    (?:no|any|a|little)(?: \w{{2,8}})? (?:reason|point) (?:left )?(?:to|in|for) carry(?:ing)? on
    (?:no|any|a|little)(?: \w{{2,8}})? (?:reason|point) (?:left )?(?:to|in|for) keep(?:ing)? (?:going|living|on)
    (?:no|any|a|little) (?:reason|point) (?:left )?(?:to|in|for) (?:stay(?:ing)? alive|be(?:ing)? here)
    voices?(?: \w{{1,8}}){{0,3}} telling me to{_NOT_USING}
    (?:eating|drinking water|insulin|meds|tablets|dialysis|driving)(?: \w{{1,8}}){{0,3}} on purpose
    (?:pills|medication|inhaler|chemo|blood thinners)(?: \w{{1,8}}){{0,3}} on purpose
    (?:no ?(?:body|one)|who) (?:would|will|d) (?:even |really )?(?:notice|care|miss me|mind|know) if i
    how i(?:d| would|ll| will| might| could) do it(?: my ?self)?$
    (?:skip|skipped|skipping|stopped|stopping|refusing) my (?:insulin|dialysis)(?: again)?$
    if i (?:wasnt|werent|was not) (?:around|here)(?: any ?more)? (?:they|she|he|my|everyone|it)
    let (?:\w{{2,7}} )?(?:trains?|one|two|three|four|five|six|seven)(?: \w{{2,7}})? go (?:by|past)
    (?:top|off|neck|delete|unalive)(?:p?ing|p?ed)? my ?self(?! (?:up|the|a)\b)
    (?:do|doing|did|done) my ?self in
    (?:took|taken|swallowed) (?:everything|the (?:whole|entire|full) (?:lot|bottle|box|packet|strip|pack)|the lot)
    ...(?!(?: of \w{{1,9}})? (?:back|home|to|out)\b)
    (?:took|taken|swallowed) (?:\d{{2,3}}|twenty|thirty|forty|fifty|sixty) of (?:them|these|my|the|those)
    want it all to (?:stop|go away|go dark)
    by the time (?:any ?(?:one|body)|you|they)(?: \w{{1,8}}){{0,2}} (?:reads?|sees?|finds?) this
    (?:dont|do not|cant|wont|cannot)(?: have to| want to)? (?:hold|hang) on (?:any ?more|any longer|much longer)
    (?:dont think|doubt) (?:ill|i|im going to|im gonna)(?: even)? (?:see|make it to|live to see) {_A_DAY_TO_COME}
    (?:wont|will not|not going to|not gonna) (?:see|make it to|live to see) {_A_DAY_TO_COME}
    driv(?:e|ing) (?:my car |the car |it )?(?:in ?to|off) (?:an?|the) {_STOPS_A_CAR}
    (?:hope|hoping|wish|waiting|pray|praying) (?:for|to|that) (?:it|god|cancer)(?: \w{{1,6}})? (?:takes?|kills?) me
    ^cut (?:again|tonight|deep)
    (?:cant|wont) stop the bleeding
    (?:took|taken|swallowed) (?:way |far )?too many (?:of )?(?:my|the|these)
    (?:took|taken|swallowed) (?:my|a|the) (?:whole|entire|full) (?:month|week|bottle|box|packet|strip|script|lot)
    ...(?!(?: of \w{{1,9}})? (?:back|home|to|out|off)\b)
    (?:cant|dont) (?:think of|see|have) (?:one|a single|any) reason not to
    think(?:ing)? (?:about|of) (?:stepping|jumping|walking) (?:off|in front|out (?:in|of)|into (?:the|a))
    no way out(?: \w{{1,5}}){{0,5}} except
    (?:tired|sick) of (?:fighting|trying)(?: so hard)? to (?:stay|keep)
    (?:didnt|never|dont) wake up (?:id|i would|that would|thatd)
    (?:disappointed|gutted|angry|upset|annoyed)(?: \w{{1,6}}){{0,3}} (?:i|to) (?:came to|woke up|wake up|survived
    ...|still)
    used on purpose
    im not safe
    (?:dont|do not) feel safe (?:with|from|on my own|alone|tonight)
    (?:picked|chosen|chose|decided on) (?:a|the|my) (?:day|date|way)
    (?:nothing|only (?:thing|reason|person|one)) keeping me (?:here|alive|going)
    (?:god|jesus|the lord)(?: just)? (?:takes|would take|to take|take) me(?! home (?:safe|after|from|by))
    (?:wrote|written|finished) (?:the|all the) (?:letters?|notes?)
    how much i want to$
    # Said with a denial that affirms it.
    (?:not|cant|cannot|couldnt|never) stop (?:thinking (?:of|about)|wanting to) {_TO_DIE}
    never (?:been|felt) (?:this|so) (?:suicidal|close to (?:killing|ending|dying|suicide|death))
    never wanted to die (?:this|as|more)
    not (?:afraid|scared) (?:to die|of dying)
    (?:no|not a|not one) (?:day|night|hour)(?: goes by)? without (?:me )?(?:wanting to|thinking (?:of|about)) {_TO_DIE}
    (?:know|see|say|give me a reason|why(?: should i)?)(?: (?:how|why))? not (?:to )?(?:just )?kill my ?self
    lost (?:the|my|all) will to live{_AT_A_BORE}
"""

# Signs of which one alone says little: each of one kind, one pattern a line.
SIGNS = (
    # Going away. One kind: who thanks a group or plans a weekend says two of these in one breath.
    r"""
    # It is decided.
    (?:have|got|made) a (?:plan|date)
    worked out how
    (?:made|make) (?:up my mind|my decision)
    ive decided
    wont be long
    (?:its|it is) (?:almost |nearly )?(?:time|over)$
    (?:doing|do) it (?:soon|tonight|tomorrow)
    (?:wont|not gonna|not going to) be here
    be done with it
    no narcan
    (?:telling|tells) me to do it
    no (?:more )?going back
    try again
    (?:itll|it will|itd|itll all) be over
    how id do it
    (?:on|by) (?:thursday|friday|saturday|sunday|monday) (?:its|it will be|ill be) (?:over|gone|done)
    gone for good
    hope for it
    its going to be (?:this|on|tonight|tomorrow)
    (?:looking|looked|searching|googling|googled) (?:up )?(?:ways|how)
    think about it all the time
    (?:just )?waiting for me
    the other thing
    started thinking how
    (?:it|this|every ?thing)(?: all)? ends (?:tonight|today|tomorrow|here|now|soon)$
    # Leave is taken.
    goodbye
    (?:thank(?:s| you| u)|sorry) (?:to (?:you )?(?:all|everyone)|for everything|all)
    forgive me
    love you all
    tell (?:him|her|them|my \w{2,12}) (?:i|im|that)
    (?:love|loved|proud of) (?:you|u|ya|yous|this group|you guys)(?: all| guys| lot)?$
    wanted to say (?:i loved|bye|thank)
    last (?:time|thing) i
    (?:love|loved) (?:you|u|ya) guys
    sleep well
    sorry$
    made my peace(?! with\b)
    when you(?:ll)? hear (?:about|of) (?:me|it|this)
    my (?:farewells|goodbyes)
    (?:if|when) (?:you|any ?one|they)(?:re| are)? read(?:ing|s)? this
    so (?:good|kind) to me$
    for the last time
    # Things are put in order.
    (?:take care|look after)(?: of)? (?:my (?:dog|cat|kids|girls|boys|mum|mom|son|daughter)|each other|yourselves)
    (?:giv(?:ing|en|e)|gave)(?: \w{1,8}){0,3} (?:stuff|things|clothes|belongings|records|tools|guitar)(?: away)?
    (?:written|wrote|writing|write)(?: \w{1,8}){0,2} (?:letters?|notes?|will)
    insurance
    sorted (?:the|my) (?:dog|cat|will|papers|funeral)
    bother adding me
    gave (?:my|the|away)(?: \w{1,10}){0,2} (?:to|away)
    paid off
    everythings? (?:is )?(?:tidy|sorted|in order|arranged)
    (?:changed|made) my will
    cancell?ed (?:all|every ?thing)
    keys are (?:on|under|in|with)
    fits? in (?:one|two|three|a) (?:bags?|box(?:es)?)
    (?:dog|cat)s? (?:goes|go|is going) to
    a will
    (?:a|the) date(?: set| picked)?$
    gave (?:my )?\w{2,9} my
    (?:cleaned|tidied) my (?:room|flat|house|place)
    deleted (?:all )?my(?! (?:dealer\w*|apps?|old|betting|ex\w*|contacts)\b)
    (?:no ?(?:body|one)|they|he|she) (?:has|have|wont have) to (?:do|find|deal|clean|sort)
    """,
    # No later: what is done cannot be taken back, and nothing comes after it.
    r"""
    there (?:wont|will not) be (?:any more (?:of|from)|another (?:time|day|chance|morning)|an? (?:next|day))
    (?:wont|will not) (?:be needing|need) (?:it|them|any|that|the (?:way|return|ticket)|a (?:return|ticket))
    (?:wont|will not|not gonna) be (?:here|around)(?! (?:on|for|next|this|because|tomorrow|until|till|at|in|\w+day)\b)
    (?:not|never) (?:get(?:ting)?|stand(?:ing)?) up(?: again| any ?more)?$
    (?:not|never) (?:com(?:e|ing)|turn(?:ing)?|swim(?:ming)?) back(?: up| out)?$
    keep (?:walking|swimming|driving)$
    (?:slip|sink|slid|go)(?:e|p?ing)? under$
    i know (?:exactly )?what (?:that means|it means|it does|it will do|happens next|happens then)(?=$|,| and\b)
    (?:would|d|will|only) (?:only )?takes? (?:a|one|two) (?:second|minute|step|moment)s?
    (?:know|picked|chosen|found) the (?:hour|time|place|spot|tree)
    (?:leave|leaving) (?:it|nothing|anything) to chance
    (?:only|just) (?:have|need|got) to (?:walk|drive|step|jump|let go)
    (?:thats|that is) the point
    whatever happens happens?
    until (?:there (?:are|is)|i have|ive got|its) enough
    when (?:im|i am|i get) (?:brave|drunk) enough
    (?:dont|wont|do not) need (?:them|either of them|any of (?:it|them))(?: now| any ?more)?$
    (?:nothing|every ?thing|no plans)(?: \w{1,8})? after (?:tomorrow|\w{3,6}day)$
    i know (?:which|what) (?:tree|bridge|bend|roof|train|branch|floor|road)
    want (?:it|the virus|the cancer) to win
    """,
    # Peace after long pain.
    r"""
    (?:feel|so|am|im)(?: so| very| really)? (?:calm|at peace)(?: now| inside)?$
    (?:quiet|silent|peace|calm|rest|free|over) at last
    not (?:scared|afraid) of it
    (?:calm|at peace|peaceful|relieved)(?: \w{1,8}){0,2} for (?:the first time|once)
    (?:weirdly|strangely|finally|oddly) (?:calm|at peace|peaceful)
    comfort(?:ing)? knowing
    not (?:scared|afraid) any ?more
    thats (?:fine|ok|okay) (?:by|with) me
    """,
    # Comfort for those who stay.
    r"""
    (?:nothing|not) (?:any ?(?:one|body)|you)(?: \w{1,8})? (?:could|can) (?:have|of|do)
    nothing you could
    (?:not|isnt|wasnt|aint) (?:your|any ?(?:one|body)s|his|her|their) fault
    (?:dont|please dont|do not) (?:feel bad|blame|be sad|cry for|worry about me)
    kinder than i
    dont want (?:him|her|them|anyone|my \w{2,9}) to (?:be|feel) (?:mad|sad|angry|guilty|upset)
    """,
    # Hidden from others.
    r"""
    (?:tired of|keep) (?:pretending|smiling|faking)
    i lied
    (?:told|tell) (?:them|him|her|everyone) (?:im|i was|i am) (?:fine|ok|okay)
    said i was fine
    i smile
    (?:said|told them) i did
    """,
    # Being too much for others, and worth nothing.
    r"""
    burden
    worthless
    useless
    pathetic
    piece of (?:shit|crap|rubbish)
    hate my ?self
    disgust(?:ed)? (?:by|with|at) my ?self
    deserve (?:this|it|better than|nothing|a life)
    (?:deserves|deserve) a (?:life|better)
    (?:all|everyone|everybody|they all) hates? me
    ruin(?:ed)? (?:everything|every ?ones|their lives)
    failed (?:everyone|my kids|them all)
    let (?:everyone|everybody) down
    (?:because|cause) of me
    if i (?:just )?(?:wasnt|werent) (?:here|around)
    """,
    # No hope.
    r"""
    hopeless
    no hope
    no point
    whats the point
    nothing left
    never (?:gonna|going to|will) (?:change|get better|end|stop)
    nothing (?:ever )?(?:changes|helps|works|matters)
    no future
    for what$
    empty inside
    dead inside
    numb
    given up
    giving up
    (?:im|i am|i feel)(?: so| just)? (?:done|finished|broken|lost)$
    cant (?:cope|bear|carry on|keep|handle|stand)
    (?:it|all|this|pain|everything) to (?:just )?stop
    (?:dont|didnt)(?: really)? (?:wanna|want to) (?:feel|think|go home|wake|fight)
    tired of (?:fighting|trying)
    want to be with (?:him|her|them)
    (?:dont|do not) (?:even )?care (?:any ?more|enough|what happens)
    i feel (?:nothing|empty)
    thought it through
    cant take (?:it|this|any|much)
    kind of hope
    no (?:work|job|home|friends|family) since
    dark thoughts
    (?:pain|it|thoughts|voices) (?:wont|never|doesnt) stop
    dont care$
    nothing is different
    neither will
    cant go home
    (?:had|have|ive had) enough of (?:fighting|trying|being|life|living|my ?self|every ?thing)
    """,
    # Means and places.
    rf"""
    {_MEANS}
    insulin
    morphine
    noose
    bleach
    (?:the|on a|a) (?:bridge|platform|roof|ledge|cliff|tracks|railway|multi ?storey|viaduct|balcony)
    my stash
    (?:whole|entire) (?:bottle|box|packet)
    clean from sh
    too much
    guns
    (?:train|tube|railway) station
    (?:truck|car|garage) with it
    \d{{1,2}}(?:st|nd|rd|th) floor
    overdos(?:e|ing)
    havent eaten (?:in|for|since)
    the cliffs
    (?:in front of|next to) me$
    feeling heavy
    a bottle of vodka
    beam
    (?:not|havent) (?:taken|been taking) my
    bend$
    the (?:hose|exhaust)
    (?:turned|put|opened) (?:on )?(?:all )?the gas(?: taps?)?(?: on)?
    (?:last|next|fast|night|freight) train (?:comes|goes|passes|is due)
    (?:whole|entire) (?:bag|stash|gram)
    tolerance (?:is|has|was) (?:gone|dropped|zero|down|low)
    old (?:amount|dose)
    (?:walk|swim|wade|driv|jump)(?:e|ing)? (?:out )?into the (?:sea|river|lake|ocean|water)
    (?:over|near|close to) the edge
    (?:on ?to|hear|across) the (?:motorway|highway|freeway|rails)
    (?:asleep|lie down|under) in the (?:bath|snow|tub)
    """,
    # Nobody there, nobody told.
    r"""
    (?:on my own|all alone|home alone|by my ?self)
    no ?(?:body|one) (?:knows|cares|would (?:know|notice|care)|will (?:know|notice|care)|loves me|is coming|left)
    (?:havent|not) told any ?(?:body|one)
    wanted some ?(?:one|body) to know
    (?:not sure|dont know) why im (?:posting|writing|telling)
    some ?(?:one|body)(?: please)? (?:talk to|help) me
    scares me
    anything stupid
    (?:not going to|not gonna|wont|dont think im going to|dont think ill) (?:call|ring|tell) (?:\w{2,9})?
    trust my ?self
    scared of
    (?:use|using|drinking) alone
    door locked
    (?:sealed|taped)(?: up)? (?:all )?(?:the|every|my) (?:windows?|doors?|gaps?)
    no ?(?:body|one) (?:rings|calls|visits|writes|knew)
    (?:house|flat|place|home|building) (?:is|was|s) (?:so )?empty(?! since\b)
    (?:work out|notice|realise|see) (?:that )?im (?:missing|gone|not there)
    without (?:them|any ?one|any ?body) (?:knowing|noticing)
    not (?:ring|tell|call|phone|text) any ?(?:one|body)
    """,
    # What has been taken shows.
    r"""
    (?:chest|heart)(?: \w{1,8}){0,2} (?:weird|tight|racing|funny|hurts)
    (?:room|head)s? (?:is )?spinning
    cant (?:breathe|stay awake|feel my)
    messed up
    """,
)
