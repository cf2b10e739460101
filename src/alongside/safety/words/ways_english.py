"""How English says that somebody takes a way to die: about to, right now, or a moment ago. For `danger`.

Patterns of small letters without apostrophes, a pattern a line, put together from means, places and frames of time.
"""

_SOON = (
    r"(?:(?:gonna|going to|want to|wanna|about to|need to|ready to|plan(?:ning)? to|decided to|intend to)"
    r"|i (?:will|might|could|should|must)|ill|id)(?: (?:just|now|then|also|finally|probably))?"
)
_HOUR = (
    r"(?:tonight|now|today|tomorrow|soon|rn|right now|at (?:midnight|dawn|noon|\w{1,6})"
    r"|in (?:\w{1,5} )?\w{1,6} minutes?"
    r"|when (?:it|the|my|they|every)|this (?:morning|evening|afternoon|night)|before (?:they|anyone|any ?body|you))"
)

_MEDICINE = (
    r"(?:(?:sleeping )?(?:pills?|tablets?)|meds|medication|medicine|capsules|insulin|paracetamols?|ibuprofens?"
    r"|aspirins?"
    r"|tylenol|codeine|xanax|valium|\w{2,6}azepam|benzos?|sleepers|painkillers|anti ?depressants|lithium|morphine"
    r"|oxy\w{0,8}|methadone|fentanyl|\w{3,8}iapine|\w{3,8}triptyline|zopiclone|ambien|tramadol|gabapentin|pregabalin"
    r"|quetiapine|beta ?blockers|opioids)"
)
_NO_SALT = r"(?! of (?:magnesium|vitamins?|iron|zinc|calcium)\b)"
_DAILY = r"(?:meds|medication|medicine|insulin)\b"
_KIND = r"(?:(?:liquid|heart|strong|old|blue|white|pain|blood pressure|anxiety) )?"
_TAKEN = r"(?:taken|took|drank|drunk|swallowed|necked|downed|gulped|popped|ate|eaten|injected|washed down)(?: down)?"
_TAKING = r"(?:taking|swallowing|necking|downing|gulping|popping|eating|injecting|washing down)(?: down)?"
_TAKE = r"(?:take|swallow|neck|down|gulp|pop|eat|inject|wash down)"
_NUMBER = (
    r"(?:\d{2,3}|ten|fifteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|(?:a |one |two )?hundred)"
    r"(?! (?:mg|milligrams|ml|units|mics?|mcg|g)\b)(?: of)?"
)
_BOX = r"(?:bottles?|box(?:es)?|packets?|packs?|strips?|blisters?|jars?|handfuls?|fistfuls?)"
_ALL = (
    rf"(?:all(?: of)?|every(?: single| last)?|everything in|{_NUMBER}|(?:an?|the|this|that|my|two|three|four)"
    rf"(?: whole| full| entire)? {_BOX}(?: of)?|my (?:whole|entire|full)|the whole)"
)
_WHOSE = r"(?:(?:my|the|these|those|them|his|her|their|our|your)(?: \w{2,9}){0,2} )?"
TREAT = (
    r"(?:(?:my|the|too (?:much|many)|so (?:much|many)|all|that|this|her|his|your|these|our|christmas|easter|dark"
    r"|milk|old"
    r"|some|lots of|a lot of|bad|good|of) ){0,3}(?:chocolates?|cakes?|sugar|sweets|candy|coffee|caffeine|tea|tv"
    r"|films?|movies|series|netflix"
    r"|music|vitamins?|cheese|pizza|bread|pasta|cookies|biscuits|ice ?cream|crisps|turkey|sun|sunshine|books|news"
    r"|football|tiktok|memes|cuteness|christmas|nostalgia|garlic|kale|protein|carbs|salt|exercise|yoga)"
)
_AS_DUE = (
    r"(?! (?:as|like|every|each|on time|with (?:food|water|my|a meal|breakfast)|the way|regularly|daily|back"
    r"|to the)\b)"
)

_CORD = r"(?:rope|noose|belt|cord|cable|sheet|ligature)"
_ON_HIGH = (
    r"(?:beams?|rafters?|ceiling|tree|branch|hook|banisters?|railings?|joist|loft|attic|balcony|stairs|girder|pipe"
    r"|door)"
)
_TO_HIGH = rf"(?: (?:to|over|from|on|round|around|in)){{1,2}} (?:an?|the|my|that)(?: \w{{3,9}})? {_ON_HIGH}"
_GUN = r"(?:gun|pistol|rifle|shotgun|revolver|handgun|glock|barrel|muzzle)"
_NO_GUN_OF = (
    r"(?! (?:safe|cabinet|cupboard|for|with (?:glue|nails|staples|water|paint|silicone|caulk|ink)"
    r"|at the (?:range|club))\b)"
)
_HEAD = r"(?:head|mouth|temple|chin|chest|heart|forehead|skull|throat|jaw|face|brain)"

_EDGE = (
    r"(?:bridge|roof(?: ?top)?|buildings?|balcony|ledge|cliffs?|overpass|flyover|viaduct|tower(?: block)?|car ?park"
    r"|multi ?storey|parapet|railings?|window|\d{1,2}(?:st|nd|rd|th) floor|\w{3,10}(?:th|nd|rd|st) floor"
    r"|(?:top|upper) floor|platform|dam|flats|stairwell|quarry)"
)
_OPEN_EDGE = r"(?:bridge|roof(?: ?top)?|balcony|ledge|cliffs?|overpass|viaduct)"
_ONE = r"(?:the|an?|this|that|my|our|some|its)(?: \w{2,12}){0,2}?"
_NO_FUN = (
    r"(?! (?:with (?:an?|the|my) (?:parachute|bungee|instructor|harness)|for (?:charity|fun|a (?:film|dare|photo))"
    r"|in(?:to)? (?:the|a) (?:pool|deep end|foam|game|film|movie|dream)|in (?:minecraft|fortnite|gta)|at the gym)\b)"
)
_FALLING = (
    r"(?:(?:jump|leap|dive|fall)(?:ing)?(?: (?:right|straight|down))? (?:off|from|out of|out|over)"
    r"|(?:step|walk|roll)(?:p?ing)?(?: (?:right|straight))? off)"
)
_OVER = (
    r"over the (?:railings?|barriers?|parapet|guard ?rail|balcony|edge(?! of (?:the|my) (?:pool|bed|table|seat|map))"
    r"|cliff|side of the (?:bridge|roof|building))"
)
_SHORTLY = r"(?:tonight|now|rn|soon|tomorrow|today|in \w{1,7} minutes?)\b"
_TRACKS = (
    r"(?:the|some|these|those|our)(?: (?!right|wrong|same|good)\w{4,7})?(?: train)?"
    r" (?:tracks|railway(?: lines?)?|rails(?! again)|train lines?|level crossing)"
)
_NO_JOB = (
    r"(?! (?:platform|station|bridge|museum|team|gang|crew|job|with the (?:crew|lads|gang|team)|of|for work|list"
    r"|album)\b)"
)
_THERE = r"(?: (?:down|out|up|already|now|still|just|here|right|my ?self)){0,2}"
_TRAIN = r"(?:train|tube|tram|subway|metro|express|bus|lorry|truck|hgv)"
_WHICH = r"(?:the|an?|that|this|my|oncoming)(?: \w{1,9}){0,3}?"
_CAR = r"(?:(?:my|the|this|our|his|her)(?: \w{2,6})? (?:car|truck|van|bike|motorbike)|it)"
_STOPS_IT = (
    r"(?:an?|the|that|some)(?: \w{3,9})? (?:wall|tree|barrier|river|lake|sea|canal|lorry|truck|pole|bridge|pillar"
    r"|train|reservation|traffic)"
)

_POISON = (
    r"(?:anti ?freeze|bleach|drain cleaner|weed ?killer|rat poison|paint thinner|petrol|battery acid|caustic soda"
    r"|pesticide)"
)

WORDS = rf"""
    # Pills and other doses.
    (?:gonna|going to|want to|wanna|about to|plan(?:ning)? to|ready to|need to|i will|ill|id|i might|i could
    ...|i should|i) (?:overdose|od)(?! on {TREAT}\b)(?! (?:prevention|awareness|training)\b)
    (?:empt(?:y|ied|ying)|pour(?:ed|ing)?|tipp?(?:ed|ing)?|shook|shaken)(?: \w{{1,9}}){{0,5}} {_MEDICINE}
    ... (?:in ?to|onto|out (?:in|on)|in|on) (?:my|the) (?:hand|palm|lap|mouth)
    {_SOON} {_TAKE} (?:the|this|that|my) (?:whole|full|entire)
    ... (?:bottle|box|packet|pack|strip|jar|stash|supply)(?= {_HOUR}|$)
    (?:mouth|hands?|fist|stomach|belly) (?:is )?full of {_MEDICINE}
    {_MEDICINE}(?: \w{{1,8}}){{0,3}} (?:are|is) (?:already )?(?:in me|inside me|down my throat)
    {_MEDICINE}(?: \w{{1,8}}){{0,3}} (?:in front of me|next to me|beside me|in my hand)
    (?:{_SOON} (?:drink|swallow)|im (?:drinking|swallowing)) (?:\w{{1,6}} ){{0,3}}{_POISON}
    swallowing (?:them|these)(?=$| (?:one|all|with|by)\b)
    taking (?:them|these) one (?:by|after)
    (?:took|taken|swallowed) every (?:last|single) (?:one|pill|tablet)(?: of (?:them|these))?(?=$| (?:an?|now|i
    ...|hours?)\b)
    # A rope.
    noose(?: is|s) (?:tight|ready|done|made)
    (?:tie|tied|tying|made|making|knotted|hung|hanging) (?:an?|the|my) noose(?! (?:knot|for)\b)
    {_CORD}(?: is|s)?(?: \w{{4,7}})? (?:a?round|on|over|about|against) my (?:own )?neck
    im (?:just |now |already )?tying (?:the|a|my) (?:rope|noose|sheets)(?=$| {_HOUR})
    string(?:ing)? my ?self up
    {_SOON}(?: be)? hang(?:ing)? from (?:that|the|a|this|my)(?: \w{{3,9}})? {_ON_HIGH}(?! (?:at|in) the (?:gym|park)\b)
    (?:kick(?:ed|ing)?|step(?:ped|ping)? off|push(?:ed|ing)?)(?: away)? the (?:chair|stool)(?: away)?$
    hanged my ?self
    bag (?:is )?(?:over|on|a?round) my (?:own )?head
    head in (?:the|my) (?:gas )?oven(?! (?:clean|scrub)\w*)
    (?:toaster|hair ?dryer|heater) in(?:to)? the bath(?: ?tub)? with me
    # A gun.
    {_GUN}(?: is| s)?(?: \w{{3,8}}){{0,2}} (?:in|against|to|at|under|on|into) my (?:own )?{_HEAD}
    {_GUN}(?: is)? between my (?:knees|legs|teeth)
    blow(?:ing)? my (?:\w{{3,9}} )?(?:head|face|brains?|skull) (?:off|out|in)
    bullet (?:in|through|into) (?:my|me)
    pull(?:ing)? the trigger(?: on (?:my ?self|me)| (?:tonight|now|rn|and its|and be|and it))
    finger(?: is|s)? on the trigger
    # A height.
    (?:{_SOON}|i) {_FALLING} {_ONE} ?{_EDGE}{_NO_FUN}
    (?<!bungee ){_FALLING} {_ONE} ?{_OPEN_EDGE}(?= {_HOUR}|$)
    {_SOON} (?:jump|step|leap|go|fall|roll|tip|climb) {_OVER}
    (?:climb(?:ed|ing)?|im|i am|got|gone|stepped) over the (?:railings?|barrier|parapet|guard ?rail|balcony)
    ...(?! (?:to (?:get|save|pick|see)|at the (?:gig|concert|match|stadium))\b)
    (?:(?:wrong|other|far) side|outside) of the (?:railings?|barrier|parapet|guard ?rail|balcony)
    (?:legs?|feet)(?: is| are)? (?:already )?(?:over|hanging over|dangling over)(?=$| the (?:edge|railings?|side
    ...|ledge|drop)\b)
    (?:im|i am|ill be) off (?:this|the) (?:roof|bridge|ledge|cliff|balcony)$
    (?:throw(?:n|ing)?|chuck(?:ed|ing)?|hurl(?:ed|ing)?|fling(?:ing)?|launch(?:ed|ing)?) my ?self
    ... (?:off|from|out (?:of|the)|in front of|under|over|onto the|on the (?:tracks|rails)|down the)
    ...(?! (?:(?:the|a|my) )?(?:sofa|couch|bed|diving|trampoline|bus)\b)
    ill be (?:at|on) the bottom of (?:the|a) (?:quarry|cliffs?|gorge|river|sea|lake|ravine|canal|well)
    # Trains and traffic.
    {_SOON} (?:step|lie|climb|walk|jump)(?: down)? (?:on ?to|on|in) {_TRACKS}{_NO_JOB}
    aim(?:ing)? (?:it |the car )?(?:straight )?(?:for|at) (?:the|a) (?:lorry|truck|wall|tree|barrier)
    (?:step|walk|run|jump|leap|dive)(?:p?ing)?(?: out)? in front of {_WHICH} {_TRAIN}
    ...(?! (?:station|stop|driver|and (?:wave|cheer|pose))\b)
    (?:step|walk|run|jump|leap|dive)(?:p?ing)? out (?:in)?to (?:the )?(?:traffic|motorway|road)(?= {_HOUR}|$)
    (?:be|lie|lay|go|end up)(?:ing)? under {_WHICH} (?:train|tube|tram|metro|express|wheels)(?! bridge\b)
    (?:jump|roll|fall|crawl)(?:ing)? under {_WHICH} (?:{_TRAIN}|wheels)
    let(?:ting)? (?:a|the|that)(?: (?!ball|waves?|sun|music|rain|truth)\w{{1,8}}){{1,3}} (?:hit|crush|run over
    ...|flatten) me
    (?:driv(?:e|ing)|steer|swerve|pull) (?:{_CAR} )?(?:in ?to|onto) (?:the )?(?:oncoming|opposite|wrong) (?:lane
    ...|traffic|cars?)
    # Water and air.
    (?:swim|walk|wade|row)(?:m?ing)? (?:\w{{1,7}} ){{0,4}}(?:until|till) (?:i|it|im) (?:go under|sink|drown|cant
    ...|over my head)
    (?:walk|wade|go)(?:ing)? into the (?:river|sea|lake|ocean|water|canal)
    ... (?=with (?:stones|rocks|weights|bricks|my (?:coat|clothes|boots|pockets))|tonight|until|till)
    (?:gas|suffocat|electrocut|asphyxiat|strangl)(?:e|ing)? my ?self
    asleep for ?ever
    (?:burn|set)(?:ning|ing|ting)? my ?self (?:alive|on fire|alight)
    # A blade.
    (?:razor|blade|knife|scalpel)(?: is)?(?: \w{{4,7}})? (?:on|across|to|against|at|over) my (?:own )?(?:wrists?|throat
    ...|veins|arm)
    cut(?: it)? (?:so |too |really |very )?deep(?: this time|$)
    bleeding out(?! (?:money|cash|users|customers)\b)
    (?:cut|cutting|slit|slitting|slash(?:ed|ing)?|slic(?:e|ed|ing))(?: open| up| into)?
    ... (?:(?:both|all)(?: of)? )?my (?:\w{{3,5}} )?(?:wrists|veins|throat|arteries|artery)
    open(?:ed|ing)?(?: up)? (?:(?:both|all)(?: of)? )?my (?:\w{{3,5}} )?(?:wrists|veins|arteries|artery)
    (?:wrists?|veins|throat) (?:is|are) (?:cut|open|slit|slashed|bleeding)
    # A car and its fumes.
    driv(?:e|ing)(?: (?:my|the|this|our|dads?|mums?|his|her) (?:car|truck|van|bike|motorbike)| it| my ?self)?
    ...(?: straight| right)? off (?:an?|the|that|this)(?: \w{{3,9}})? (?:pier|bridge|dock|quay|edge|cliffs?|ramp|dam)
    {_SOON} (?:crash|swerve)(?: {_CAR})? (?:straight |right )?(?:in ?to|against) {_STOPS_IT}
    {_SOON} (?:smash|ram|plough|plow|run|steer|slam|drive) {_CAR} (?:straight |right )?(?:in ?to|against) {_STOPS_IT}
    (?:hose|pipe) (?:on|to|from|over|onto|in|into|off) (?:the|my) exhaust
    exhaust (?:\w{{1,6}} ){{0,3}}(?:in|into|through) (?:the|my) (?:car|window|back window)
    (?:light|lit|burn)(?:ing)? (?:the|a|some) (?:charcoal|coals?|barbecue|bbq) in(?:side)? (?:the|my) (?:car|tent
    ...|bathroom)
"""

# What is said so of medicine as due, of films and of work as well: not heard beside one of these, below.
MILD = rf"""
    (?:im jumping|{_SOON} jump)(?= {_SHORTLY})
    im jumping$
    {_TAKEN} {_ALL} ?{_WHOSE}{_KIND}{_MEDICINE}{_NO_SALT}{_AS_DUE}
    (?:{_TAKING}|{_SOON} {_TAKE}) {_ALL} ?{_WHOSE}(?!{_DAILY}){_KIND}{_MEDICINE}{_NO_SALT}{_AS_DUE}
    (?:{_TAKING}|{_SOON} {_TAKE}) {_ALL} ?{_WHOSE}{_DAILY} (?:{_HOUR}|right$)
    (?:lined up|counted(?: out)?|laid out) {_NUMBER} ?{_KIND}{_MEDICINE}{_NO_SALT}
    (?:sitting|standing|sat|stood|im|i am)(?: here)?(?: right)? (?:on|at) the (?:very )?edge of (?:the|a|this)
    ... (?:platform|roof|bridge|cliffs?|balcony|building|quarry)
    (?:load|loaded|loading) (?:the|my|a|his|dads?) {_GUN}{_NO_GUN_OF}
    {_GUN}(?: is|s) (?:now |already )?loaded{_NO_GUN_OF}
    (?:one|last|single) (?:bullet|round|shell) (?:left|in the (?:gun|chamber|barrel))
    (?:ti(?:e|ed)|tying|loop(?:ed|ing)?|fastened) (?:an?|the|my|this) (?:rope|noose|belt|sheets?|cord
    ...|cable)(?: up)?{_TO_HIGH}
    (?:hung|hang(?:ing)?|slung|threw|thrown|put(?:ting)?|fix(?:ed|ing)?) (?:an?|the|my|this) (?:rope
    ...|noose)(?: up)?{_TO_HIGH}
    (?:rope|noose)(?: is|s)(?: already| all)? (?:up|tied|hung|waiting)(?! (?:to|for|in the|at)\b)
    (?:lying|layi?n?g?|laid|lie|standing|stand|sitting|sit|sat|stood|kneeling|waiting|parked|i am|im|here){_THERE}
    ... (?:on|across|between) {_TRACKS}{_NO_JOB}
"""

# What makes the words above everyday ones.
EVERYDAY = r"""
    (?:as|like) (?:prescribed|directed|always|usual|ordered|agreed|told|i should|(?:s?he|they) should)
    prescribed|prescription|breakfast|chemists?|pharmac\w{1,4}|side effects|holiday|flight
    (?:every|each) (?:day|morning|night|evening|week)|daily|twice a day
    (?:doctor|gp|nurse|surgeon|vet|hospital|psychiatrist|dentist)s? (?:prescribed|ordered|said|told|gave|wants?
    ...|gives?|says?)
    picnic|hik(?:e|ed|ing)|films?|movies?|episode|novel|scene|musical|video ?game|museum|studio
    (?:railway|my job|work|shift|crew|foreman) (?:pays|is|starts|today|tonight)
    nail gun|glue gun|staple gun|water pistol|paintball|hunt(?:s|ed|ing|er)?|clay|shooting range|bonus track
    parachute|bungee|skydiv\w{1,3}|diving board|in the game|gaming|swing|hammock|boat|tent|tarp|climb(?:ing|ers)|kayak
    years ago|decades ago|when i was (?:young|a (?:kid|child|girl|boy)|\w{2,9}teen)
"""
