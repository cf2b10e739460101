"""How Spanish speaks of danger to a life that nobody there wishes for, or that is not the writer's, for `danger`.

Patterns of small letters without accents, a pattern a line, looked for in sentences that hold one of `CORE`.
"""

CORE = (
    r"mat[aeo]|peg[aou]|golpe|ahorc|ahog|asfixi|estrangul|cuchill|pistola|arma|machete|navaja|escopeta|amenaz|encerr"
    r"|escondid|cuello|despiert|despert|respir|reaccion|inconsciente|convuls|sobredosis|dosis|desmay|espuma|sangre"
    r"|suicid|vida|mori|muert|vivir|pastillas|despedi|puente|azotea|soga|cuerda|se haga|se cort|azul|morad|inyect"
    r"|acuchill|dispar|despid|consum|fum|tome|tomo|tomado|bebi|meti|pinch|drog|recai|mezcl|deje de"
    r"|rompiendo|grita|enti?err|pedazos|empuj|arrastr|garganta|persig|viol[oa]|pulso|desplom|dobla|ronca|lejia|veneno"
    r"|sin beber|sin tomar|foto de|una nota|seguir|tir[ao]|lanz|salt|colg|vias|barandilla|venas"
)

_FAMILIA = (
    r"(?:marido|espos[oa]|mujer|ex(?: (?:marido|novio|pareja|esposo))?|novi[oa]|pareja|padre|padrastro|papa|madre|mama"
    r"|hij[oa]|herman[oa]|prim[oa]|ti[oa]|cunad[oa]|abuel[oa]|amig[oa]|vecin[oa]|ahijad[oa]|padrino|madrina|sobrin[oa]"
    r"|jef[ea]|companer[oa](?: de[l]? \w{3,8})?)"
)
_MI = rf"(?:mi|su|un|una|nuestr[oa])(?: mejor)? {_FAMILIA}(?: (?!se|me|le|no|ya|esta)[a-z]{{3,12}})?"
_QUIEN = rf"(?:el|ella|alguien|{_MI})"
_TEMIDO = (
    r"(?:el|ella|ellos|mi (?:marido|esposo|ex(?: \w{4,7})?|novio|pareja|padre|padrastro|papa|hijo|hermano|cunado|tio"
    r"|primo)(?: (?!me|nos|se|va)[a-z]{3,12})?)"
)
_VICTIMA = (
    r"(?:mi|mis|la|las|los|nuestr[oa]s?|su|sus) (?:madre|mama|hij[oa]s?|herman[oa]s?|ninos?|ninas?|espos[oa]|mujer|bebe"
    r"|abuel[oa])"
)
_HACE_POCO = (
    r"(?:otra vez|de nuevo|anoche|ayer|hoy|ahora|cuando (?:bebe|toma|llega|no le|se enoja|se enfada)|todos los dias)"
)
_ARMA = r"(?:un|una|el|la|mi) (?:cuchillo|pistola|arma(?! secreta)|machete|navaja|escopeta|rifle)"
_DICE = (
    r"(?:dice|dijo|me dice|me dijo|nos dijo|(?:me )?ha (?:dicho|escrito)|(?:me )?escrib(?:e|io)|jura|juro|avisa"
    r"|amenaza|amenazo|amenazando|grita|repite)"
)
_NO_DICHO = (
    r"(?! (?:de |del )?(?:risa|hambre|frio|calor|verguenza|gusto|envidia|pena)\b"
    r"| (?:por|un|una|cuando|con|en|a) (?!casa)\w| \w{3,9}ndo\b)"
)
_VACIO = (
    r"(?:puente|balcon|tejado|azotea|ventana|barranco|acantilado|piso|edificio|torre|terraza|cornisa|viaducto"
    r"|\w{5,7} piso)"
)
_LANZARSE = (
    rf"(?:(?:tirar|lanzar|arrojar|aventar)(?:se)? (?:(?:del?|desde|por)(?: (?:el|la|un|una|su|ese))? {_VACIO}"
    r"|(?:al?|bajo|debajo del?|delante del?)(?: (?:el|las|un))? (?:tren|metro|vias|vacio))|cortar(?:se)? las venas"
    r"|(?:pegar|meter|dar)(?:se)? un (?:tiro|balazo)|tomar(?:se)? todas las pastillas(?! que)|volar(?:se)? la cabeza)"
)
_MATARSE = (
    r"(?:matarse|suicidarse|ahorcarse|(?:quitarse|acabar con su|terminar con su) (?:la )?vida|colgarse"
    r"|tirarse (?:del|al|desde)|cortarse las venas)"
)

# Violencia.
VIOLENCE = rf"""
    {_TEMIDO} (?:me|nos|la|lo) (?:va|van) a (?:matar|golpear|acuchillar|quemar|disparar|estrangular)
    {_DICE} (?:que )?(?:(?:si|esta|hoy) (?:\w{{2,9}} ){{0,3}})?(?:me|nos|la|lo) (?:va a matar|mata|matara)
    (?:si (?:\w{{2,9}} ){{1,3}}(?:dejo|voy|separo|denuncio)) (?:me|nos) (?:va a matar|mata)
    {_QUIEN} (?:me |nos )?quiere matar(?:me|nos|la|lo)?
    quiere matar(?:me|nos| a {_VICTIMA})
    (?:me|nos|la|lo|le) est(?:a|an) (?:ahorcando|asfixiando|estrangulando|golpeando|pegando|pateando|acuchillando)
    est(?:a|an) (?:golpeando|pegando|pateando|ahorcando)(?:me|nos|le)? a {_VICTIMA}
    (?:me|nos) (?:pega|golpea|pego|golpeo|patea|pateo|ahorco|estrangulo|acuchillo) {_HACE_POCO}
    (?:el|{_MI}) (?:me|nos) (?:pega|golpea|patea)(?! (?:un|una|la|el)\b)
    (?:le )?(?:pega|pego|golpea|golpeo|pateo) a {_VICTIMA}
    tiene {_ARMA}
    (?:con|saco) (?:un|una|el|la) (?:cuchillo|pistola|machete|escopeta|navaja) (?:en la mano|y|gritando)
    gritando con (?:un|una|el|la) (?:cuchillo|pistola|machete|escopeta|navaja)
    (?:miedo|terror) (?:de|a) que (?:me|nos|la|lo|le|les) (?:mate|haga dano|pegue|golpee)n?
    (?:me|nos|la|lo) (?:amenaz\w{{1,4}}|esta amenazando) (?:de muerte|con (?:matar\w{{0,3}}|{_ARMA}))
    (?:me|nos) tiene encerrad[oa]s?
    (?:me|nos) (?:agarr\w{{1,4}}|apret\w{{1,4}}|cogio) (?:del|por el|el) cuello
    escondid[oa]s? en (?:el|la|mi) \w{{3,10}}[, ]+(?:el|mi (?:marido|ex|novio|pareja|padre)|de el|porque)
    (?:rompiendo|tirando|pateando) (?:(?:la|mi) puerta|todo)
    grita(?:ndo)? que (?:estoy muert[oa]|me va a)
    (?:{_DICE} que )(?:si (?:\w{{1,9}} ){{1,4}})?me (?:entierra|hace pedazos)
    me va a (?:enterrar|hacer pedazos|acabar)
    (?:me|la) (?:empujo|arrastro|tiro) (?:por|contra|al suelo|escaleras|del)
    (?:me|la) apret\w{{1,4}} la garganta
    persig\w{{1,7}} a (?:mi|la|los) \w{{4,9}} con (?:un|una)
    me viol(?:o|aron) (?:anoche|hoy|ayer|otra vez|de nuevo|est[ae] \w{{4,6}})
    encerrad[oa]s? en el (?:bano|cuarto|coche)\b[\w ,]{{0,40}}\b(?:grita|golpea|patea)\w{{0,3}}
"""

# Un cuerpo que ya no puede.
BODY = r"""
    no (?:se )?(?:despierta|reacciona|respira)(?! (?:temprano|hasta|antes|a|por|para|con|en|el|la|de|ni|cuando)\b)
    no (?:puedo|consigo|logro) (?:hacer )?que (?:se )?despierte
    no (?:puedo|podemos|consigo|logro) despertar(?:la|lo|le| a mi)
    esta (?:azul|morad[oa]|fri[oa]) y no
    (?:esta|lo encontre|la encontre|quedo) (?:inconsciente|convulsionando|sin conocimiento)
    (?:tiene|tengo|teniendo|es) una sobredosis(?! de (?:choc|azucar|cafe|tele|amor|trabajo))
    me (?:pase|he pasado) (?:de|con la) dosis
    vomit(?:ando|o|a) sangre
    (?:echa|echando|sale|saca) espuma (?:por|de) la boca
    no le (?:siento|encuentro|noto) el pulso
    (?:se desplomo|se ha desplomado|se quedo doblad[oa])(?! (?:de|en) )
    ronca y no (?:contesta|responde)
    (?:bebi|bebio|bebido|trago|trague|tragado|tome|tomo) (?:(?:una botella|un vaso|media botella) de )?(?:lejia
    ...|veneno|cloro|anticongelante|raticida|detergente|gasolina)
    se (?:tomo|ha tomado|trago) (?:tod[oa]s?|un (?:frasco|bote|monton)|una caja|muchas)(?: (?:sus|las|de))? pastillas
"""

# Otra persona que quiere morir.
SOMEBODY = rf"""
    (?:{_QUIEN}|{_DICE}(?: que)?) (?:se (?:va a|quiere|piensa|iba a)|va a|quiere) {_LANZARSE}
    {_QUIEN} se (?:va a|iba a|piensa) (?:matar|suicidar|ahorcar|colgar|quitar la vida){_NO_DICHO}
    {_QUIEN} se (?:ha )?(?:tomo|tomado|trago|tragado)(?: \w{{2,8}}){{1,3}}(?: de)? (?:pastillas|somniferos
    ...|calmantes|tranquilizantes)
    ... y no (?:me |nos )?(?:contesta|responde|despierta|reacciona|abre|coge|se mueve|habla)
    {_QUIEN} se (?:ha )?(?:tomo|tomado|trago|tragado|bebio|bebido) (?:tod[oa] )?(?:el|la|un|una)
    ... (?:caja|frasco|bote|blister)(?: enter[oa])?(?! de (?:bombones|galletas|leche|zumo))
    {_QUIEN} (?:tiene|ato|colgo|puso|ha (?:atado|colgado|puesto)) la soga
    {_QUIEN} esta(?: de pie| parad[oa]| sentad[oa]| tumbad[oa])? en (?:las vias|la cornisa
    ...|la barandilla)(?! (?:trabaj|repar|limpi|arregl)\w+)
    {_QUIEN} (?:esta|se ha (?:subido|tirado|puesto)|se (?:subio|tiro|puso|metio))(?: \w{{4,8}})? (?:en|a|al|sobre
    ...|encima de)
    ...(?: (?:el|la|las))? (?:vias|puente|azotea|cornisa|barandilla|tejado|balcon) y (?:no (?:se|quiere|baja|sale)
    ...|dice|se quiere)
    {_DICE} (?:que )?(?:se va a|se quiere|va a) (?:matar|suicidar|ahorcar|quitar la vida|morir|acabar con su vida)
    {_DICE} que (?:ya )?no quiere (?:vivir|seguir viv|estar viv)\w{{0,3}}(?! (?:en|con|asi|aqui|cerca|sol)\b)
    foto de (?:una|la|su) (?:soga|pistola)(?! de)
    foto de sus (?:munecas|cortes|brazos cortados|pastillas)
    dejo una nota y (?:el coche|no esta|se fue|no contesta)
    (?:{_DICE}|diciendo) que su vida no (?:tiene sentido|vale)
    (?:{_DICE}|diciendo) que ya no quiere seguir(?! (?:con|en|a|la|el|\w{{3,8}}[ai]?ndo)\b)
    se (?:ha )?(?:corto|cortado|abrio|abierto|rajo|rajado) las (?:venas|munecas)
    {_DICE} que (?:quiere|quisiera) (?:estar muert[oa]|{_MATARSE}|morir(?:se)?)
    (?:amenaza|amenazo|amenazando) con {_MATARSE}
    (?:quiere|piensa|pensando|habla|hablando|planea) (?:en |de )?{_MATARSE}
    (?:intento|ha intentado) {_MATARSE} (?:otra vez|de nuevo|hoy|anoche|ayer|est[ae] \w{{4,6}})
    {_QUIEN} (?:se quiere (?:morir|matar|suicidar|quitar la vida)|quiere (?:morir(?:se)?|estar muert[oa])){{_NO_SAYING}}
    (?:miedo|terror) (?:de|a) que (?:\w{{2,8}} ){{0,3}}se (?:haga dano|mate|suicide|quite la vida)
    {_QUIEN} se cort[ao] (?:los brazos|las venas|las piernas|las munecas)
    carta de (?:despedida|suicidio)(?! (?:al?|a l[oa]s?) (?:bebida|alcohol|drogas?|tabaco|adiccion|consumo|juego)\b)
    (?:esta|se subio|subido|subida) (?:en|a|al) (?:el )?(?:puente|la azotea|la cornisa) y (?:me|no|dice)
    {_QUIEN} (?:se )?(?:compro|consiguio) una (?:soga|cuerda)(?! (?:para|de)\b)
    (?:esta|se encerro) en (?:el|la|su) \w{{3,10}} con (?:la|una|el) (?:escopeta|pistola|soga|cuerda|cuchillo)
    se despidio de todos y tiene un plan
""".replace("{_NO_SAYING}", r"(?! (?:de|por|un|una|cuando|con|a trab)\b)")

# Lo que se tomó, y lo que se nota en el cuerpo: uno de cada en pocas frases.
TAKEN = r"""
    consumi (?:otra vez|de nuevo|hoy|anoche|despues|mucho|demasiado)
    (?:volvi|he vuelto) a (?:consumir|inyectarme|pincharme|fumar)
    (?:tom[eo]|he tomado|bebi|bebio|fume|meti|metio) (?:demasiad[oa]s?|mucho|de mas|algo|(?:una|dos) botellas?)
    me (?:inyecte|pinche|pique|droge|drogue|meti)
    recai(?! (?:hace|en|el)\b)
    mezcl(?:e|o|ado)(?: \w{2,12}){1,3} (?:con|y) (?:vino|alcohol|cerveza|vodka|ron|pastillas|metadona)
    tom[eo] el doble
    nos metimos
    llevo \w{2,6} (?:dias|horas) sin (?:beber|tomar)
    deje de (?:beber|tomar) hace (?:un|dos|tres|\d|unos|pocos) (?:dias?|horas)
"""
SHOWS = r"""
    no puedo respirar
    me cuesta respirar
    no siento (?:el|la|las|los|mi|mis)
    (?:duele|presion en|dolor en)(?: mucho)? (?:el|mi) pecho
    corazon(?: \w{2,5}){0,2} (?:a mil|rar[oa]|como loco|duele|se me para)
    (?:brazo|mano|cara|pierna)s? (?:dormid|entumecid)[oa]s?
    me (?:voy a )?desmay\w{1,3}
    (?:veo|ve) (?:borroso|negro|doble|cosas)
    se me (?:duermen?|cierran)
    no puedo (?:moverme|levantarme|abrir los ojos)
    no (?:reacciona|despierta|responde)
    alucina\w{1,7}
    convulsion\w{1,3}
    respiro (?:muy )?(?:lento|mal)
    quedando dormid[oa]
    tiembl[oa] (?:tod[oa]|enter[oa])
"""

# Una frase con algo de esto cuenta una broma, una película o lo que pasó hace mucho.
NO_DANGER = (
    r"ja(?:ja)+|cuando (?:vea|vean|lo vea)|notas|olvide|aniversario|tarde|peliculas?|novelas?|series?|capitulo|libro"
    r"|videojuegos?|ajedrez|partido|moto|gato|risa|broma|gripe|susto|verguenza|cuando (?:era|eramos|yo era)"
    r"|de (?:nin[oa]|pequen[oa])|hace (?:\w{2,9} )?(?:anos|decadas)|(?:19|20)\d\d|a los \w{4,12} y ahora|naloxona"
    r"|desayuno|farmacia"
)
"""Pero no lo que dice de ahora."""
