"""How Spanish says that somebody takes a way to die: about to, right now, or a moment ago. For `danger`.

Patterns of small letters without accents, a pattern a line, put together from means, places and frames of time.
"""

_ME = r"me (?:(?:voy|vamos) a|quiero|pienso|acabo de|tengo que|necesito|puedo|podria|iba a)"
# Without accents what somebody does and what another did are written alike: "salto" and "saltó".
_YO = r"(?:^|\b(?:hoy|noche|yo|ahora|manana|ya|tarde|luego|si) )"
_HORA = (
    r"(?:hoy|ya|ahora(?: mismo)?|esta (?:noche|tarde|madrugada|misma)|manana|pronto|luego|a las \w{1,7}|en cuanto"
    r"|cuando|en (?:\w{1,6} )?\w{1,6} minutos?|de una vez|y (?:ya|se acab\w))"
)

_REMEDIO = (
    r"(?:pastillas?|pildoras|comprimidos|tabletas|capsulas|somniferos|ansioliticos|tranquilizantes|calmantes"
    r"|antidepresivos|analgesicos|paracetamol(?:es)?|ibuprofenos?|aspirinas|medicamentos|medicinas|medicacion|remedios"
    r"|orfidal(?:es)?|\w{2,6}azepam(?:es)?|valium|trankimazin(?:es)?|rivotril(?:es)?|metadona|morfina|insulina"
    r"|tramadol)"
)
_DE_DIARIO = r"(?:medicacion|medicinas?|medicamentos)\b"
_TOMANDO = (
    r"(?:tom|trag|met|beb|inyect|chut)(?:arme|erme|ando(?:me)?|iendo(?:me)?|ado|ido)"
    rf"|(?:{_ME}|acabo de|voy a|quiero|pienso) (?:tomar|tragar|meter|beber|inyectar|chutar|zampar)(?:me)?"
    r"|me (?:tomo|tome|tomare|trago|trague|tragare|meto|meti|metere|bebo|bebi|inyecto|inyecte)"
)
_NUMERO = r"(?:\d{2,3}|diez|quince|veinte|treinta|cuarenta|cincuenta|sesenta|setenta|ochenta|noventa|cien)(?: de)?"
_ENVASE = r"(?:frasco|bote|caja|blister|tira|tableta|botella|punado|monton)s?"
_TODO = (
    rf"(?:tod[oa]s?(?: (?:l[oa]s?|mis?|est[oa]s|es[oa]s|sus?))?|{_NUMERO}"
    rf"|(?:el|la|un|una|toda la|todo el|dos|tres|este|esta|mi)(?: \w{{4,6}})? ?{_ENVASE}(?: enter[oa]s?"
    rf"| complet[oa]s?)?"
    r"(?: del?(?: (?:mis?|las?|los|sus?))?)?)"
)

_CUERDA = r"(?:soga|cuerda|cinturon|lazo|cable|sabana)"
_EN_ALTO = (
    r"(?: (?:a|de|en|por|sobre|al|del))(?: (?:la|el|un|una|mi|ese|esa))? (?:viga|techo|arbol|rama|lampara|ventilador"
    r"|gancho|barandilla|puerta|balcon|garaje)"
)
_ARMA = r"(?:pistola|escopeta|arma|revolver|rifle|canon)"
_CABEZA = r"(?:boca|sien|cabeza|barbilla|pecho|frente|corazon|garganta|paladar)"

_VACIO = (
    r"(?:puente|balcon|tejado|azotea|ventana(?! del? (?:ordenador|la planta|abajo))|barranco|acantilado|piso"
    r"|edificio|torre|terraza|cornisa|viaducto|techo|vacio|barandilla|parking|rascacielos|ultimo piso|\w{5,7} piso)"
)
_TREN = r"(?:tren|metro|tranvia|camion|autobus|bus|coche|carro|trailer|cercanias)"
_ME_TIRO = (
    rf"(?:{_ME} (?:tirar|lanzar|arrojar|aventar|echar|botar)|(?:tirar|lanzar|arrojar|aventar|tirando|lanzando)me"
    r"|me (?:tir|lanz|arroj|avient|avent|ech|bot)(?:o|are)|me estoy (?:tir|lanz|arroj)ando)"
)
_DE_DONDE = rf"(?:del?|desde|por)(?: (?:el|la|un|una|mi|este|ese))? {_VACIO}"
_SIN_MAS = (
    r"(?! (?:en (?:paracaidas|parapente|el juego|la pelicula)|con (?:el paracaidas|arnes|la cuerda)|a la piscina)\b)"
)
_SIN_TREN = r"(?! (?:verdes|respiratorias|urinarias|de desarrollo|de juguete|del tren (?:de juguete|electrico)))"
_MURO = r"(?:un|una|el|la)(?: \w{3,8})? ?(?:muro|arbol|pared|camion|poste|pilar|puente|farola|mediana|tren|barrera)"

_VENENO = (
    r"(?:anticongelante|lejia|veneno para|raticida|cloro|salfuman|matarratas|herbicida|pesticida|gasolina"
    r"|sosa caustica)"
)

WORDS = rf"""
    # Pastillas y otras dosis.
    (?:y|asi|ya) no (?:me )?despierto (?:mas|nunca|jamas)
    no despertar(?:me)?(?= ya|$)
    (?:la mano|la boca|el estomago) llen[oa] de {_REMEDIO}
    (?:{_ME} (?:beber|tomar|tragar)|me (?:bebo|tomo|trago)|(?:beber|tomar|tragar)me) (?:\w{{2,7}} ){{0,3}}{_VENENO}
    # Una soga.
    (?:at[eo]|atado|atando|amarr[eo]|amarrado|amarrando|anude|cuelgo|colgue|colgado|puse|puesto|preparo|prepare
    ...|preparado)(?: ya)? (?:la|una|mi) soga(?! (?:del?|al (?:bote|barco|perro|caballo))\b)
    soga (?:ya )?me aprieta
    {_CUERDA}(?: \w{{5,7}})? (?:al|en el|alrededor del|sobre el|por el) cuello
    (?:poniendo(?:me)?|pongo|puse|puesto) (?:la|una) {_CUERDA} (?:al|en el) cuello
    me ahorco(?! (?:con|pagando|en)\b)
    me cuelgo(?! (?:con|por|la|el|un|una|mucho|viendo|jugando|del? (?!la viga|un arbol|la lampara)
    ...|en (?:el|la) (?:telefono|llamada|juego|serie))\b)
    bolsa (?:de plastico )?en la cabeza(?! de)
    # Un arma.
    (?:{_ME} (?:pegar|meter|dar|disparar)|me (?:peg|met|dispar)o|me doy|(?:pegar|meter|dar|disparar)me|me pegare)
    ... un (?:tiro|balazo|disparo|escopetazo|plomazo|pepazo)(?! en (?:el|mi|un) pie\b)
    (?:{_ME} (?:volar|reventar|destapar)|me (?:vuelo|reviento)|(?:volar|reventar)me|me volare)
    ... (?:la (?:cabeza|tapa)|los sesos|el craneo)
    {_ARMA}(?: \w{{1,8}}){{0,2}} (?:en|a|contra|bajo|sobre) (?:la|mi|el) {_CABEZA}
    (?:apretar|aprieto|apretando|jalar|jalo|jalando|tirar) (?:el|del) gatillo(?! (?:del?|con|y (?:compr|reg)\w+)\b)
    (?:dispararme|me disparo)(?! (?:el|la|las|los|con (?:agua|pintura))\b)
    # Desde lo alto.
    {_ME_TIRO} {_DE_DONDE}{_SIN_MAS}
    {_ME_TIRO} (?:al|a las|a la|bajo el|bajo un|debajo del?|delante del?|a un)(?: un)? (?:{_TREN}|vacio|vias|autopista)
    ...(?! (?:todos los dias|cada|para ir|de juguete)\b)
    (?:{_YO}(?:salto|brinco)|saltar|saltare|saltando) (?:del?|desde|por)(?: (?:el|la|un|una|mi))? {_VACIO}{_SIN_MAS}
    salto (?:hoy|ya|ahora|esta noche|manana)$
    (?:cruce|cruzado|salte|saltado|pase|pasado|subid[oa] a|encima de|al otro lado de) (?:de )?la (?:barandilla
    ...|baranda|cornisa)
    me (?:caigo|dejo caer|suelto) (?:del?|desde)(?: (?:el|la|este|esta|un|una))? {_VACIO}
    (?:balcon|ventana|azotea|cornisa|barandilla|puente)(?: \w{{1,8}}){{0,5}} (?:piernas
    ...|pies)(?: ya)? (?:por )?(?:fuera|colgando)
    estare en el fondo del (?:barranco|rio|mar|pozo|acantilado|lago)
    # Trenes y tráfico.
    (?:voy a|quiero|a punto de|pienso) (?:bajar|saltar|meterme|caminar|echarme|tumbarme) (?:a|en|por
    ...|sobre) las vias{_SIN_TREN}
    (?:apuntar|apunto) (?:directo )?(?:al|contra el|contra un) (?:camion|muro|arbol)
    (?:me dejo|dejarme|me voy a dejar) (?:atropellar|arrollar|ahogar)
    (?:voy a|quiero|pienso) (?:meterme|ir|conducir|entrar)(?: \w{{1,6}}){{0,3}} (?:carril contrario|contramano
    ...|sentido contrario)
    (?:{_ME} (?:poner|meter|echar)|me (?:pongo|meto|pondre|metere)|(?:poner|meter)me)
    ... (?:(?:delante|enfrente|al paso) (?:del?|de un) {_TREN}|debajo (?:del?|de un) (?:tren|metro|tranvia|camion
    ...|autobus))(?! (?:de|para (?:ver|ir))\b)
    (?:me (?:echo|tumbo|acuesto|pongo|quedo|tiro|siento|tumbare)|tumbad[oa]|acostad[oa]|tirad[oa]|echad[oa]
    ...|sentad[oa]|esperando)(?: \w{{1,8}}){{0,2}} (?:en|a|sobre|entre) (?:las vias|los (?:railes|rieles)){_SIN_TREN}
    (?:estoy|sigo|ando)(?: ya)? (?:en|sobre|entre) (?:las vias|los (?:railes|rieles))(?! (?:del? (?!tren)|con
    ...|verdes)\b)
    # Agua y aire.
    (?:nad|camin|and|rem)(?:ar|o|ando) (?:\w{{1,8}} ){{0,4}}hasta (?:hundirme|ahogarme|que me (?:hund|trag
    ...|ahog)\w{{1,3}}|desaparecer)
    (?:me meto|meterme|me voy a meter|entrar|entro) en el (?:mar|rio|lago|agua) (?:con (?:piedras|la ropa|las botas
    ...|peso)|esta noche)
    (?:gasear|asfixiar|electrocutar|estrangular)me
    {_ME} (?:gasear|asfixiar|electrocutar)
    (?:{_ME} (?:quemar|prender)|(?:quemar|prender)me|me (?:quemo|prendo)) (?:viv[oa]|fuego|a lo bonzo)
    # Un filo.
    (?:cuchillo|navaja|cuchilla|cristal)(?: \w{{2,7}})? (?:por|en|a|contra|sobre) (?:el|mi|las?|mis) (?:propi[oa] )?
    ...(?:cuello|garganta|munecas?|venas)
    (?:{_ME} (?:cortar|abrir|rajar)|(?:cortar|abrir|rajar)me|me (?:estoy|he) (?:cortando|abriendo|cortado|abierto
    ...|rajado)|me (?:abro|raje|rajo|abri|cortare|abrire)) (?:las|mis) (?:venas|munecas|arterias)
    me (?:estoy )?desangr(?:ando|o)(?! (?:pagando|con|en|por)\b)
    # Un coche y su humo.
    (?:{_YO}(?:estrello|estampo|empotro)|estrellare|estampar(?:me)?|empotrar(?:me)?)(?: (?:el|la|mi) (?:carro|coche
    ...|auto|moto|camion))? contra {_MURO}
    (?:{_ME} despenar|me despeno(?=$| (?:con|por|esta|hoy|manana)\b)|despenarme)
    (?:manguera|tubo|manguito)(?: \w{{1,7}}){{0,2}} escape(?: \w{{1,6}}){{0,4}} (?:en|al|dentro del?
    ...|por la) (?:el )?(?:coche|carro|ventanilla)
    (?:carbon|brasero|barbacoa)(?: \w{{3,9}})? (?:dentro del?|en (?:el|la|mi)) (?:coche|bano|tienda|habitacion|cuarto)
"""

# Lo que se dice así también de medicinas como toca, de películas y del trabajo: no junto a una de estas, abajo.
MILD = rf"""
    (?:{_TOMANDO}) {_TODO} ?(?!{_DE_DIARIO}){_REMEDIO}(?! (?:de|para) (?:menta|regaliz|magnesio|vitamin\w{{1,3}}
    ...|hierro|la tos))
    (?:{_TOMANDO}) {_TODO} ?{_DE_DIARIO}(?= (?:junt|de (?:golpe|una|mi|la semana)|que (?:ten|hab|qued)|hoy|esta noche))
    (?:{_TOMANDO}) (?:la|el|mi|toda la) {_REMEDIO} de (?:tod[oa]|mi (?:madre|padre|abuel|mujer|marid|mama|herman))
    me l[oa]s (?:estoy )?(?:tome|trague|tragando|meti|bebi|he tomado|he tragado)(?: ya)? (?:tod[oa]s|una (?:detras
    ...|tras|a una|por una))
    (?:queda|tengo|guardo|guarde) (?:una|la ultima) bala(?! de (?:plata|goma))
    (?:parad[oa]|parado el coche|aparcad[oa]|estoy|sentad[oa]) en (?:el|un) paso a nivel
    (?:{_TOMANDO}) (?:todo |entero )?(?:el|un|la|una|toda la|todo el) (?:frasco|blister|bote|caja|tira)(?= enter|$
    ...| de {_REMEDIO})
    (?:(?<!les )(?<!le )(?<!se )tomo|tomando|tragando) (?:tod[oa]s|{_NUMERO}) (?:las|los|mis)? ?{_REMEDIO}
    no despierto$
    {_NUMERO} ?{_REMEDIO}(?: \w{{1,8}}){{0,2}} (?:en fila|delante|sobre la mesa|en la mano)
    (?:sentad[oa]|parad[oa]|estoy|de pie) al borde del? (?:la )?(?:anden|tejado|puente|acantilado|azotea|barranco)
    {_ARMA} entre (?:las|mis) (?:rodillas|piernas)
    (?:cargue|cargado|cargando|cargo) (?:la|mi|una|el) {_ARMA}
    {_ARMA} (?:esta )?cargad[oa]
    (?:at[eo]|atado|atando|amarr[eo]|amarrado|anude|cuelgo|colgue|colgado|puse|puesto) (?:la|una
    ...|mi) {_CUERDA}{_EN_ALTO}
    (?:cuerda|soga) (?:esta )?(?:atad|colgad|puest|list|preparad)[oa]
"""

# Lo que las hace cosas de cada día.
EVERYDAY = r"""
    (?:mand|recet|aconsej|orden|indic)\w{1,3} (?:el|la|mi|un|una) \w{3,12}|recetad[oa]s?|receta|que me (?:toca
    ...|manda|receta)\w{0,2}
    (?:medic[oa]|doctora?|enfermer[oa]|psiquiatra) (?:(?:me|le|nos|la|lo) )?(?:ha )?(?:mand|recet|dij|dic|di|da
    ...|orden|indic)\w{0,4}
    farmacia|desayuno|como (?:debo|debe|siempre|manda|toca|cada)|cada (?:dia|manana|noche)
    todos los dias|a sus? horas?|vitaminas?|efectos secundarios
    excursion|peliculas?|novela|serie|capitulo|cancion|libro|escena|videojuego|teatro
    despertador|alarma|silicona|juguete|de (?:agua|pintura|pegamento|calor|clavos|grapas|feria|balines)|caza\w{0,3}
    ...|ciervos?|jabali
    hamaca|columpio|tendedero|barco|bote de remos|tienda de campana|toldo|escalad\w{1,4}|cometa
    hace (?:\w{2,9} )?(?:anos|decadas)|cuando era
"""
