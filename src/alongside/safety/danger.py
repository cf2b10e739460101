"""Whether a text sounds as if somebody's life were in danger: rules in English and in Spanish. Pure.

What is found leads the writer kindly to people and to crisis lines; it holds nothing back. So in doubt it is found:
a line too many costs a glance, a line too few can cost more. Only what is plainly denied or long past is let go.

Rules read small letters without accents and without apostrophes: whoever writes so in the night is found all the same.
"""

import re
from uuid import UUID

from alongside.safety.folding import folded

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

_ENGLISH = (
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
_QUIERO = r"(?:(?:qu|k)iero|quisiera|desearia|prefiero|preferiria|ganas de)"
_HEAVY = (
    r"(?: (?:tod[oa]|tant[oa]|est[ea]|el|la|mi)){0,2} (?:vida|dolor|sufrimiento|angustia|tristeza|soledad|depresion"
    r"|ansiedad|culpa|situacion|vacio|oscuridad|pena|tortura|infierno|noche|semana|lunes|martes|miercoles|jueves"
    r"|viernes|sabado|domingo|final|seguir)\b"
)
_DEAR = (
    rf"(?! (?:(?:con )?(?:est[ea]|el|l[ao]s?|al)|a (?:mis?|tus?|sus?|la|los|est[eao]s?|el))\b(?!{_HEAVY})"
    r"| de (?:sueno|content[oa]|risa|hambre|sed|calor|frio|ganas|alegria|emocion|felicidad|nervios|gusto|ilusion"
    r"|aburrimiento)\b)"
)
_SO_SAID = (
    r"(?! de (?:risa|hambre|sed|calor|frio|verguenza|sueno|amor|aburrimiento|viej[oa]|gusto|envidia|emocion|alegria"
    r"|ternura)\b)"
)
_BUSY = r"(?! (?:de risa|a (?:trabajar|estudiar|correr|hacer|limpiar|reir)|trabajando|estudiando)\b)"
_OR_DRINK = r"(?! (?:a|antes (?:que|de)) (?:volver a )?(?:beber|consumir|fumar|recaer|drogarme|jugar)\b)"
_DOING = (
    r"(?! (?:(?:trabaj|estudi|fum|jug|habl|pag|escuch|and|compr|gast)ando|(?:beb|consum|com|escrib|corr|vin)iendo"
    r"|leyendo|yendo)\b)"
)
_DE_VIAJE = (
    r"(?! (?:(?:por )?(?:una?|unos|unas) (?:dia|semana|mes|rato|fin|tiempo|hora|tarde|ano|par)(?:e?s)?"
    r"|(?:a|en) (?:la|el|una?|mi) (?:playa|montana|campo|monte|isla|pueblo|cabana|bosque|libro))\b)"
)
_LEAP = r"(?:(?:tirar|lanzar|arrojar)me|me (?:tiro|lanzo|voy a tirar))"

_SPANISH = (
    # Hacerse daño o matarse.
    rf"(?:matar|suicidar|ahorcar|colgar)me{_BUSY}|quitarme (?:la vida|de en ?medio)",
    (
        rf"me (?:voy a|(?:qu|k)iero) (?:matar{_BUSY}|suicidar|ahorcar|colgar|morir{_SO_SAID})|mejor me "
        r"(?:muero|mato)"
    ),
    (
        rf"(?<!casi )me mato{_BUSY}(?! por (?:llegar|acabar|terminar)\b)|que me (?:mate|haga dano)|pegarme un "
        r"tiro|desangrarme"
    ),
    (
        r"hacerme (?:dano|cortes)|lastimarme|me autolesion\w{1,4}|mis autolesiones|cortarme(?! (?:el (?:pelo"
        r"|flequillo)|las (?:unas|puntas))\b)|me (?:hago"
        r"|hice) (?:dano|cortes)"
    ),
    (
        r"me (?:corto|corte|he cortado)(?! (?:el (?:pelo|flequillo|dedo)|la barba"
        r"|las (?:unas|puntas)|un(?: \w{3,9})? dedo|una? (?:trozo|rebanada)|al (?:hablar|afeitarme|pelar)"
        r"|con (?:la gente|(?:el |un )?papel|el cuchillo (?:pelando|cortando))|pelando)\b)|me cort[oe](?: "
        r"\w{1,8}){0,2} (?:venas|munecas)"
    ),
    r"cort(?:ar|arme|ado) las venas|me (?:arano|quemo|golpeo) (?:los brazos|la piel)",
    (
        r"(?<!por )su[iy]?[cs]idio|cortandome|mi (?:propia )?muerte|suicid(?:as?|arme)|(?:vuelto|volver) a "
        rf"cortar(?:me)?|morirme{_SO_SAID}"
    ),
    # Querer estar muerto.
    (
        rf"{_QUIERO} (?:morir(?:me)?{_SO_SAID}{_OR_DRINK}|estar muert[oa])|ojala (?:estuviera muert[oa]|me "
        r"(?:muriera|muera))"
    ),
    (
        r"ojala no (?:me )?(?:hubiera|hubiese) (?:nacido|despertado)|no merezco (?:vivir|estar)|(?:formas"
        r"|maneras) de morir|odio estar viv[oa]|imaginarme (?:colgad|muert)[oa]"
    ),
    (
        r"ojala me (?:atropell\w{1,4}|maten?|mataran?|caiga|hubiera muerto)|(?:desaparecer|dormirme) para "
        r"siempre|voy a saltar$"
    ),
    (
        r"mi vida (?:termine|acabe)|hart[oa] de este mundo|(?:parara|pare) el corazon|si estoy sol[oa] esta "
        r"noche|para no despertar"
    ),
    (
        r"nadie(?: \w{2,6}){1,4} si me muero|(?:adios|noches) para siempre|no sere un (?:problema|estorbo)"
        r"|intent\w{2,5} salvarme"
    ),
    (
        r"merecen? algo mejor que yo|ojala (?:no (?:me )?despert\w{1,4}|me durmiera)|(?:no me importa|me da "
        r"igual) (?:morir|vivir)"
    ),
    (
        r"no se si (?:qu|k)iero (?:vivir|seguir|existir|estar viv[oa])|(?:quiero|voy a) seguirl[aeo]s?$"
        r"|no (?:qu|k)iero (?:vivir|seguir(?: viviendo| aqui| con vida|$)|estar (?:aqui|viv[oa])|existir)|si "
        r"(?:yo )?me (?:muriera|matara)"
    ),
    r"no (?:qu|k)iero despertar(?:me)?(?! (?:tan|a|al|temprano|pronto|tarde)\b)",
    r"no (?:volver a despertar|despertar(?:me)? (?:nunca|jamas|mas))(?:me)?|dormir para siempre",
    # Acabar.
    (
        r"(?:acabar|terminar) con (?:mi vida|todo|este dolor)|irme de este mundo|(?:dejar|abandonar) este "
        r"mundo|(?:hoy|esta noche) se acaba todo"
    ),
    (
        r"quiero (?:que (?:se acabe|termine|acabe|pare)(?: todo| ya|$)|acabar(?: ya| de una vez|$))|irme "
        r"con (?:mi \w{3,12} que murio|el al cielo)"
    ),
    (
        r"que (?:el|este|mi) (?:dolor|sufrimiento) (?:pare|acabe|termine|se acabe)|(?:pienso|pensando) en "
        r"(?:saltar|tirarme)"
    ),
    r"no (?:se si )?(?:llego|llegare|voy a llegar) a manana",
    (
        rf"{_QUIERO} desaparecer{_DE_VIAJE}|(?:pienso|pensar|pensando) en (?:la muerte(?! "
        r"de)|morir(?:me)?)"
    ),
    # Ya no se puede, ya no vale la pena, nadie lo notaría.
    (
        rf"no (?:puedo mas|aguanto mas){_DEAR}|no puedo seguir{_DOING}|no puedo con (?:mi|la) "
        r"vida|cuanto mas (?:voy a|puedo) (?:aguantar|seguir)"
    ),
    (
        r"no (?:vale la pena|tiene sentido) (?:vivir|seguir)|no (?:le )?(?:encuentro|veo) (?:ningun "
        r")?sentido a|vida (?:ya )?no (?:tiene|vale)"
    ),
    r"(?:no (?:tengo|hay|veo)|sin) (?:motivos?|razon(?:es)?|ganas) (?:para|de) (?:seguir )?viv\w{2,4}",
    (
        r"para que (?:seguir(?: viviendo| aqui|$)|vivir(?: asi| mas|$))"
        r"|(?:cansad|hart)[oa] de (?:vivir|la vida|existir)(?! (?:con|en|de)\b)"
        r"|(?:felices|bien|tranquilos) sin mi|peligro para mi mism[oa]"
    ),
    r"(?:mejor|felices|tranquilos) (?:sin mi|muert[oa]|si (?:yo )?no (?:estuviera|existiera))",
    (
        r"nadie (?:me )?(?:notaria|extranaria|echaria (?:de menos|en falta))|(?:soy una? (?:carga|estorbo)"
        r"|estorbo a tod\w{1,2})"
    ),
    # Cómo.
    (
        r"(?:he tomado|me (?:he tomado|tome)|tome) (?:(?:demasiadas|muchas) pastillas|todas las "
        r"pastillas(?! que me (?:mando|receto)))"
    ),
    (
        r"me (?:las |los )?voy a tomar tod[ao]s|tomarmel[ao]s tod[ao]s|tengo una? (?:cuerda|soga|pistola"
        r"|cuchillo|navaja)(?! (?:para|de))|beb(?:i|ido|er) lejia"
    ),
    (
        r"(?:guardando|juntando|acumulando) (?:las |mis )?pastillas|(?:tome|tomado|tragado) (?:\d{2,3}"
        r"|veinte|treinta|cuarenta"
        r"|una caja de|un bote de|un punado de|un monton de) (?:pastillas|paracetamol(?:es)?"
        r"|tranquilizantes|somniferos)"
    ),
    (
        r"(?:pastillas|cuerda|soga|pistola|escopeta|cuchillo|navaja|cuchilla)(?: \w{1,8}){0,3} (?:al lado"
        r"|delante|en la mano|me llaman?)"
    ),
    (
        r"(?:cinturon|cuerda|soga) al cuello|por el (?:barranco|acantilado)|me tiraria (?:debajo|al tren"
        r"|por la)|irme al cielo"
    ),
    r"garaje(?: \w{1,6}){1,3} motor|lo habria hecho|no puedo (?:resistir|luchar) mas|no veo (?:ningun )?futuro",
    r"(?<!murio de )(?<!murio por )(?<!murio de una )(?<!por una )sobredosis",
    (
        rf"{_LEAP} (?:al|del|a las|de un|desde un|desde el|por el|por la|por una|por un) "
        r"(?:tren|metro|vacio|vias|puente|balcon|tejado|ventana)"
    ),
    # Despedirse.
    (
        r"(?:esto es un|este es mi) adios|adios a todos|ya me despedi|(?:esta vez|esta noche|hoy) lo (?:hago"
        r"|voy a hacer)|di(?:le|les) a mis? \w{3,12} que l[aeo]s? quiero|(?:para no estar|no estare aqui) manana"
    ),
    r"dejado (?:una )?cartas? escritas?|carta de despedida(?! al? (?:la )?(?:bebida|alcohol|adiccion|drogas?|juego))",
)
_WORDS = re.compile(rf"\b(?:{'|'.join(_ENGLISH + _SPANISH)})\b")
_DENIED = re.compile(
    r"\b(?:not|never|no longer|without|dont(?! try)|used to|years ago|speaks of|mentions|film|movie"
    r"|documentary|song|book"
    r"|havent (?:thought|felt|been|wanted|had))\b(?! know| care| sure)"
    r"|\b(?:ya no|nunca|sin|no(?! one\b)|hace anos(?! que\b)|habla de|pelicula|documental|cancion|libro|prevencion|se "
    r"acabo (?:el|lo|la|eso|esto))\b(?! (?:se|paro|dejo)\b)"
)
_ELSEWHERE = re.compile(r" (?:prevention|in the past)\b")
# A saying is none where somebody wishes it.
_NO_WISH = "".join(f"(?<!{one} )" for one in (
    "want to", "wanna", "wish to", "need to", "ready to", "plan to", "planning to", "going to", "gonna", "hope to",
    "like to", "deserve to", "have to", "could", "be", "off", "wish i was", "wish i were", "if i was", "if i were",
))  # fmt: skip
_FORWARD = (
    r"(?: (?:on|in|at|all|the|a|el|la|en)){0,2} (?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|tomorrow|tonight|next"
    r"|soon|later|then|week|month|meeting|lunes|martes|miercoles|jueves|viernes|sabado|domingo|manana|luego|pronto"
    r"|proxim[oa]|semana|reunion|vista)"
)
_LONG_AGO = (
    r"(?:(?:was |fue )?(?:(?:in|en) )?(?:19|20)\d\d|was (?:\w{1,8} ){0,3}(?:years|decades|a long time) ago"
    r"|fue hace (?:\w{1,8} ){0,2}(?:anos|decadas))"
)
# Sayings, those who are mourned, and what is long past: taken out before anything is looked for.
_SAYINGS = re.compile(
    rf"\b(?:(?:goodbye everyone|adios a todos)\W{{1,3}}(?:see you|until|till|hasta){_FORWARD}"
    r"|(?:lost|losing)(?! (?:the|my|this|that|a) (?:fight|battle|war|struggle)\b)(?! my ?self\b)(?: \w{1,15}){1,5} to "
    r"(?:suicide|an overdose)|died (?:by|from|of) (?:suicide|an overdose)"
    rf"|(?:suicide attempt|intento de suicidio) {_LONG_AGO}|(?:was|un) suicid(?:e|io) (?:lol|jaja)"
    r"|(?<!want )(?<!ready )(?<!going )(?<!need )(?<!wish )(?<!hope )(?<!like )to die for(?! (?:real|good|ever)\b)"
    rf"|{_NO_WISH}die for (?:an?|some|that|those|these|you|chocolate|coffee|cake|my (?:kids|children|family|dog|cat))"
    r"|(?<!like )(?<!of )dying (?:to(?! (?:end|stop|be with|escape|die)\b)|for(?! (?:real|good|ever)\b))"
    r"|(?:would|id) die to (?:see|hear|know|meet|taste)"
    rf"|{_NO_WISH}(?<!like )(?:die|dying) (?:of|inside)|(?:die|dying) of (?:laugh\w{{1,4}}|shame|embarrassment|boredom"
    r"|heat|thirst|hunger|old age)"
    rf"|(?:die|dying) laughing|dead (?:tired|asleep|weight|body)|{_NO_WISH}dead (?:serious|end|(?:right|good)"
    rf"(?! now\b))|(?:{_NO_WISH}drop|slept like the) dead|death (?:metal|valley|march)|clinically dead|dead to me)\b"
)
_FILLER = re.compile(r"(?<=\bto )(?:just|really|fucking) |(?<=should )just |(?<=would )just ")
# A clause ends where a new thought begins: what is denied before it is not what follows.
_CLAUSE = re.compile(r"(?:(?!\b(?:but|now|and|so|because|just|pero|ahora|y|solo|porque)\b)[^.!?\n,;:])+")
_GAPS = re.compile(r"\s+")
_known: dict[UUID, bool] = {}
_MOST_KNOWN = 20_000
_NEAR = 5
"""Words: a denial further before is about something else."""


def sounds_like_danger(text: str) -> bool:
    """Tell whether a clause speaks of dying or of hurting oneself, and nothing shortly before it there denies it."""
    return any(_is_heavy(match.group().rstrip()) for match in _CLAUSE.finditer(_plain(text)))


def known_danger(id_: UUID, text: str) -> bool:
    """As `sounds_like_danger`, of what never changes under its id: that is remembered, and the words are not."""
    if id_ not in _known:
        if len(_known) >= _MOST_KNOWN:
            _known.clear()
        _known[id_] = sounds_like_danger(text)
    return _known[id_]


def _plain(text: str) -> str:
    plain = _GAPS.sub(_gap, folded(text).replace("'", ""))
    return _SAYINGS.sub("", _FILLER.sub("", plain))


def _gap(found: re.Match[str]) -> str:
    """Spaces of every kind are one, and so is the end of a line within a paragraph: people break lines as they like."""
    return "\n" if found.group().count("\n") > 1 else " "


def _is_heavy(clause: str) -> bool:
    return any(
        not _DENIED.search(" ".join(clause[max(0, found.start() - 80) : found.start()].split()[-_NEAR:]) + " ")
        and _ELSEWHERE.match(clause, found.end()) is None
        for found in _WORDS.finditer(clause)
    )
