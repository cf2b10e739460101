"""How Spanish speaks of dying or of hurting oneself: patterns of small letters without accents, for `danger`."""

_QUIERO = r"(?:(?:qu|k|q)iero|quisiera|desearia|prefiero|preferiria|ganas de)"
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

_SMALL_CUT = (
    r"(?! (?:el (?:pelo|flequillo|dedo)|la barba|las (?:unas|puntas)|un(?: \w{3,9})? dedo|una? (?:trozo|rebanada)"
    r"|al (?:hablar|afeitarme|pelar)|con (?:la gente|(?:el |un )?papel|(?:el|un) cuchillo (?:pelando|cortando|al))"
    r"|pelando)\b)"
)
_WITH_IT = r"(?! (?:bebiendo|fumando|consumiendo|yendo|pagando|discutiendo|trabajando|estudiando|con|en)\b)"
_MORIR = r"(?:morir|matar|suicid)\w{0,4}"

WORDS = rf"""
    # Hacerse daño o matarse.
    (?:matar|suicidar|ahorcar|colgar)me{_BUSY}
    quitarme (?:la vida|de en ?medio)
    me (?:voy a|(?:qu|k|q)iero)(?: (?:puro|solo|ya|re))? (?:matar{_BUSY}|suicidar|ahorcar|colgar|morir{_SO_SAID})
    mejor me (?:muero|mato)
    (?<!casi )me mato{_BUSY}(?! por (?:llegar|acabar|terminar)\b)
    que me (?:mate|haga dano)
    pegarme un tiro
    desangrarme
    hacerme (?:dano|cortes)
    lastimarme
    me autolesion\w{{1,4}}
    mis autolesiones
    cortarme(?! (?:el (?:pelo|flequillo)|las (?:unas|puntas))\b)
    me (?:hago|hice) (?:dano|cortes)
    me (?:corto|corte|he cortado){_SMALL_CUT}
    me cort[oe](?: \w{{1,8}}){{0,2}} (?:venas|munecas)
    cort(?:ar|arme|ado) las venas
    me (?:arano|quemo|golpeo) (?:los brazos|la piel)
    (?<!por )su[iy]?[cs]idio
    cortandome
    mi (?:propia )?muerte
    suicid(?:as?|arme)
    (?:vuelto|volver) a cortar(?:me)?
    morirme{_SO_SAID}
    # Querer estar muerto.
    {_QUIERO} (?:morir(?:me)?{_SO_SAID}{_OR_DRINK}|estar muert[oa])
    ojala (?:estuviera muert[oa]|me (?:muriera|muera))
    ojala no (?:me )?(?:hubiera|hubiese) (?:nacido|despertado)
    no merezco (?:vivir|estar)
    (?:formas|maneras) de morir
    odio estar viv[oa]
    imaginarme (?:colgad|muert)[oa]
    ojala me (?:atropell\w{{1,4}}|maten?|mataran?|caiga|hubiera muerto)
    (?:desaparecer|dormirme) para siempre
    voy a saltar$
    mi vida (?:termine|acabe)
    hart[oa] de este mundo
    (?:parara|pare) el corazon
    si estoy sol[oa] esta noche
    para no despertar
    nadie(?: \w{{2,6}}){{1,4}} si me muero
    (?:adios|noches) para siempre
    no sere un (?:problema|estorbo)
    intent\w{{2,5}} salvarme
    merecen? algo mejor que yo
    ojala (?:no (?:me )?despert\w{{1,4}}|me durmiera)
    (?:no me importa|me da igual) (?:morir|vivir)
    no se si (?:qu|k|q)iero (?:vivir|seguir|existir|estar viv[oa])
    (?:quiero|voy a) seguirl[aeo]s?$
    no (?:qu|k|q)iero (?:vivir|seguir(?: viviendo| aqui| con vida|$)|estar (?:aqui|viv[oa])|existir)
    si (?:yo )?me (?:muriera|matara)
    no (?:qu|k|q)iero despertar(?:me)?(?! (?:tan|a|al|temprano|pronto|tarde)\b)
    no (?:volver a despertar|despertar(?:me)? (?:nunca|jamas|mas))(?:me)?(?! (?:con|tarde|en)\b)
    dormir para siempre
    # Acabar.
    (?:acabar|terminar) con (?:mi vida|todo|este dolor)
    irme de este mundo
    (?:dejar|abandonar) este mundo
    (?:hoy|esta noche) se acaba todo
    quiero (?:que (?:se termine|se acabe|termine|acabe|pare)(?: todo| ya|$)|acabar(?: ya| de una vez|$))
    irme con (?:mi \w{{3,12}} que murio|el al cielo)
    que (?:el|este|mi) (?:dolor|sufrimiento) (?:pare|acabe|termine|se acabe)
    (?:pienso|pensando) en (?:saltar|tirarme)
    no (?:se si )?(?:llego|llegare|voy a llegar) a manana
    {_QUIERO} desaparecer{_DE_VIAJE}
    (?:pienso|pensar|pensando) en (?:la muerte(?! de)|morir(?:me)?)
    # Ya no se puede, ya no vale la pena, nadie lo notaría.
    no (?:puedo mas|aguanto mas){_DEAR}
    no puedo seguir{_DOING}
    no puedo con (?:mi|la) vida
    cuanto mas (?:voy a|puedo) (?:aguantar|seguir)
    no (?:vale la pena|tiene sentido) (?:vivir|seguir)
    no (?:le )?(?:encuentro|veo) (?:ningun )?sentido a
    vida (?:ya )?no (?:tiene|vale)
    (?:no (?:tengo|hay|veo)|sin) (?:motivos?|razon(?:es)?|ganas) (?:para|de) (?:seguir )?viv\w{{2,4}}
    para que (?:seguir(?: viviendo| aqui|$)|vivir(?: asi| mas|$))
    (?:cansad|hart)[oa] de (?:vivir|la vida|existir|estar viv[oa])(?! (?:con|en|de)\b)
    (?:felices|bien|tranquilos) sin mi
    peligro para mi mism[oa]
    (?:mejor|felices|tranquilos|facil|sencillo) (?:sin mi|muert[oa]|si (?:yo )?no (?:estuviera|existiera))
    nadie (?:me )?(?:notaria|extranaria|echaria (?:de menos|en falta))
    (?:soy una? (?:carga|estorbo)|estorbo a tod\w{{1,2}})
    # Cómo.
    (?:he tomado|me (?:he tomado|tome)|tome) (?:demasiadas|muchas) pastillas
    (?:he tomado|me (?:he tomado|tome)|tome) todas las pastillas(?! que me (?:mando|receto))
    me (?:las |los )?voy a tomar tod[ao]s(?! l[oa]s (?!pastillas|pildoras|medic|comprim|somnif|calman|tranquil|analg))
    tomarmel[ao]s tod[ao]s
    tengo una? (?:cuerda|soga|pistola|cuchillo|navaja)(?! (?:para|de))
    beb(?:i|ido|er) lejia
    (?:guardando|juntando|acumulando) (?:las |mis )?pastillas
    (?:tome|tomado|tragado) (?:\d{{2,3}}|veinte|treinta|cuarenta) pastillas
    (?:tome|tomado|tragado) (?:\d{{2,3}}|veinte|treinta|cuarenta) (?:paracetamol(?:es)?|tranquilizantes|somniferos)
    (?:tome|tomado|tragado) (?:una caja de|un bote de|un punado de|un monton de) pastillas
    (?:tome|tomado|tragado) (?:una caja de|un bote de) (?:paracetamol(?:es)?|tranquilizantes|somniferos)
    (?:tome|tomado|tragado) (?:un punado de|un monton de) (?:paracetamol(?:es)?|tranquilizantes|somniferos)
    (?:pastillas|cuerda|soga|pistola)(?: \w{{1,8}}){{0,3}} (?:al lado|delante|en la mano|me llaman?)
    (?:escopeta|cuchillo|navaja|cuchilla)(?: \w{{1,8}}){{0,3}} (?:al lado|delante|en la mano|me llaman?)
    (?:cinturon|cuerda|soga) al cuello
    por el (?:barranco|acantilado)
    me tiraria (?:debajo|al tren|por la)
    irme al cielo
    garaje(?: \w{{1,6}}){{1,3}} motor
    lo habria hecho
    no puedo (?:resistir|luchar) mas
    no veo (?:ningun )?futuro
    (?<!murio de )(?<!murio por )(?<!murio de una )(?<!por una )sobredosis
    {_LEAP} (?:al|del|a las|de un|desde un) (?:tren|metro|vacio|vias|puente|balcon|tejado|ventana)
    ...(?! (?:todos los dias|cada|para ir)\b)
    {_LEAP} (?:desde el|por el|por la|por una|por un) (?:tren|metro|vacio|vias|puente|balcon|tejado|ventana)
    # Despedirse.
    (?:esto es un|este es mi) adios
    adios a todos
    ya me despedi
    (?:esta vez|esta noche|hoy) lo (?:hago|voy a hacer)
    di(?:le|les) a mis? \w{{3,12}} que l[aeo]s? quiero
    (?:para no estar|no estare aqui) manana
    dejado (?:una )?cartas? escritas?
    carta de despedida(?! al? (?:la )?(?:bebida|alcohol|adiccion|drogas?|juego))
    # Dicho de uno mismo sin nombrar la muerte.
    nadie me (?:va|iba) a (?:extranar|echar|llorar)
    nadie me (?:extranara|llorara|echara de menos)
    a nadie le (?:importo|importaria si|hago falta|haria falta)
    si me (?:pasa|llega a pasar) algo
    (?:pa|para) que (?:(?:chingados|carajos?|mierda|cono|diablos|cojones) )?(?:sigo|seguir|vivo|vivir){_WITH_IT}
    ojala (?:me|un) (?:pis|aplast|llev|part|camion|coche|tren|rayo|autobus)\w{{0,4}}(?! (?:mi (?!muert)|en coche))
    a ver si me (?:muero|apago|mato|pasa algo|da algo)
    (?:no (?:van|vas|vais) a tener|no tendr(?:an|as|eis)) que (?:aguantarme|soportarme|cuidarme)
    (?:no (?:van|vas|vais) a tener|no tendr(?:an|as|eis)) que preocupar(?:se|te|os) (?:mas )?por mi
    (?:volvi|vuelto|vuelvo|volviendo) a cortarme
    me (?:volvi|he vuelto|vuelvo) a cortar
    no (?:le )?(?:veo|encuentro|hay|tengo) (?:otra |ninguna |la |una )?salida
    no (?:voy a llegar|llegare) a (?:navidad|manana|fin de ano|mi cumple\w*|los \d\d|viej[oa]|reyes|verano)
    hasta (?:que (?:me )?)?sangr\w{{1,4}}
    me (?:pego|doy) (?:golpes |cabezazos )?contra
    me (?:muerdo|pego|golpeo|arano) (?:hasta|las|los)
    tengo (?:ya )?(?:el|la|un|una|mi) (?:arma|pistola|soga|escopeta|cuchilla)
    ...(?! de (?:silicona|agua|juguete|pintura|pegamento|calor|clavos|grapas)\b)
    tengo la (?:cuerda|navaja)(?! (?:de|para)\b)
    (?:esta )?(?:es|sera) mi ultim[oa] (?:noche|dia|mensaje|publicacion|post)(?! (?:en|del?|con|que)\b)
    (?:hoy|esta noche|manana)(?: \w{{1,10}}){{0,6}} lo (?:hago|voy a hacer)$
    el (?:lunes|martes|miercoles|jueves|viernes|sabado|domingo)(?: \w{{1,10}}){{0,6}} lo (?:hago|voy a hacer)$
    lo voy a hacer (?:hoy|esta noche|manana)
    hasta aqui (?:llegue|llego|he llegado|llego yo)$
    miedo (?:de|a) (?:mi mism[oa]|mi$)
    miedo (?:de|a) (?:lo que (?:pueda|puedo|vaya a|voy a|podria) hacer|hacer(?:me)? (?:una locura|algo malo))
    (?:voy a|puedo|podria|quiero) (?:hacer|cometer) una (?:locura|tonteria|estupidez)(?! (?:con|en|por)\b)
    (?:meti|metido|tome|tomado) (?:demasiad[oa]|de mas|un monton)(?! (?:tiempo|sol|cafe|agua|azucar))
    labios (?:morados|azules)
    (?:voy a|quiero|pienso|decidi|decidido) dejar (?:la (?:dialisis|insulina|quimio)|de (?:ponerme|tomar) la insulina)
    mejor no (?:vivir|estar(?! (?:en|con|donde|sol[oa]|cerca)\b)|existir)
    asi no (?:se puede|merece la pena|vale la pena) vivir
    me canse de (?:vivir|la vida|existir)
    muert[oa] en vida
    (?:ya )?nadie me (?:espera|necesita)
    (?:es|quiero|voy a) irme con (?:ella|ellos)(?! (?:de|a)\b)
    (?:es|quiero|voy a) irme con mi (?:mama|madre|papa|padre|hij[oa])(?! (?:de|a)\b)
    (?:es|quiero|voy a) irme con mi (?:esposa|esposo|marido|mujer|abuel[ao])(?! (?:de|a)\b)
    (?:con|las|mis|de) pastillas(?: \w{{1,8}}){{0,3}} a proposito
    se (?:termina|acaba|acabo) todo$
    (?:parad|sentad|subid|estoy)[oa]? en (?:la cornisa|el puente|las vias|el borde|la baranda)
    saltar (?:del|desde)(?! (?:el )?(?:trampolin|sofa|barco|bote)\b)
    saltar al (?:vacio|agua|rio|tren|metro)
    le dejo la vida
    se acabo para mi
    me doy (?:golpes|cabezazos|con la cabeza)
    me (?:qu|k|q)iero ir (?:con (?:el|ella|ellos|mi)|de este mundo|ya$|de una vez)
    ir(?:me)? de este mundo
    no (?:llego|llegare|voy a llegar) a (?:navidad|fin de ano|mi cumple\w*|los \d\d|reyes|verano|el (?:lunes|domingo))
    ojala (?:la|el|mi|esta|este)(?: \w{{1,10}}){{0,3}} me (?:mate|lleve)
    ya no (?:tengo que|voy a|quiero|puedo) aguantar
    (?:tome|tomado|trague|tragado) (?:todo |entero )?(?:el|un|la|una) (?:frasco|blister|bote|caja)
    no (?:qu|k|q)iero estar (?:aca|aqui)(?! (?:en|con|sentad|esperando)\w*)
    (?:estrellar(?:me)?|chocar)(?: (?:el|la|mi) (?:carro|coche|auto|moto))?(?: \w{{1,8}})? contra (?:un|el|la|una)
    (?:dios|diosito|la muerte|la virgen)(?: ya)?(?: que)? me (?:recoja|lleve)
    a ver si me (?:atropell\w{{1,3}}|llev\w{{1,3}}|mat\w{{1,3}})
    cuanto (?:mas )?(?:voy a|puedo|podre) aguantar
    (?:pienso|pensando|pensar) en como (?:hacerlo|matarme|lo haria)
    (?:cuando|si) (?:lean|leas|leeis|leen|estan leyendo|estas leyendo) esto(?! (?:en|de)\b)
    me quemo con (?:el|un|los) (?:cigarr|mecher|encend)\w{{1,6}}
    {_QUIERO} no (?:existir|vivir|estar(?! (?:en|con|de|sol[oa]|cerca|donde)\b)|despertar|haber nacido)
    me voy a (?:tirar|lanzar|aventar)(?! (?:a la (?:piscina|alberca|cama)|del (?:trampolin|tobogan)|en|a dormir
    ...|de cabeza|a (?!morir
    ...|matar)\w{{2,10}}[aei]r)\b)
    cuantas (?:pastillas|de estas)(?: \w{{1,10}}){{0,3}} (?:falta|tomar|tomarme|para|necesito)
    (?:deje|dejado|llevo \w{{1,6}} (?:dias )?sin) (?:de )?(?:ponerme|tomar|inyectarme) (?:la )?insulina
    ojala no (?:amanezca|llegue|vuelva a despertar)
    por mi (?:propia )?mano
    prefiero irme
    (?:aventarme|tirarme|meterme) (?:al|a las|del|desde) (?:mar|rio|metro|tren|vias|puente|balcon|vacio)
    ojala me (?:duerma|muera|vaya)
    si me muero
    me falta (?:el )?valor
    (?:dosis|me da igual si)(?: \w{{1,10}}){{0,4}} me mat[ae]
    escribi la carta
    no (?:qu|k|q)iero llegar (?:al (?:lunes|martes|viernes|domingo)|a (?:manana|navidad|viej[oa]))
    {_QUIERO} ir(?:me)? con (?:mi (?:viejit[oa]|mama|papa|madre|padre|hij[oa])|el y|ella y)
    nada que hacer en este mundo
    no aguanto un dia mas
    no se si (?:voy a ver|vere) (?:la )?manana
    no (?:qu|k|q)iero estar$
    formas? (?:\w{{2,9}} )?de (?:irme|matarme|hacerlo)
    dolor(?: \w{{2,6}})? no se puede vivir
    (?:se|viendo|pensando|pienso)(?: en)? como hacerlo
    irme apagando
    si no vuelvo a escribir
    me voy por mi cuenta
    me golpe(?:e|o) (?:la|contra|hasta)
    tom(?:e|ado|ando) (?:veneno|raticida|cloro|lavandina)
    (?:estaria|estarian) mejor (?:con otr[oa]|sin)
    bajo tierra
    (?:si|para que) (?:un dia |algun dia |ya )?no despierto
    (?:pena|rabia) (?:de|que) despert\w{{1,4}}
    mi vida (?:ya )?(?:termino|acabo|se acabo)
    el que me encuentre
    # Dicho con una negación que lo afirma.
    no hay (?:dia|noche|hora) (?:sin|(?:en )?que no) (?:querer|quiera|desee|pensar en|piense en) {_MORIR}
    nunca (?:he|habia) (?:querido|pensado|deseado) tanto (?:en )?{_MORIR}
    por que no matarme
    # Sin más.
    me (?:voy a|(?:qu|k|q)iero|pienso) quitar la vida
    me quite la vida
    ojala no (?:me )?despierte(?! (?:a|al|el|la|mi|tarde|temprano|con)\b)
"""

# Signs of which one alone says little: each of one kind, one pattern a line.
SIGNS = (
    # Going away. One kind: who thanks a group or plans a weekend says two of these in one breath.
    r"""
    # It is decided.
    (?:ya )?lo (?:decidi|tengo decidido|he decidido)
    (?:esta )?decidido
    tengo (?:ya )?(?:la |una )?fecha
    tengo (?:un|el) plan
    ultimo paso
    no (?:pienso|voy a) (?:levantarme|volver)
    pronto me voy
    me voy a ir
    ultima (?:vez|noche)
    ya fue
    no se si quiero
    a ver hasta donde
    lo (?:voy a|quiero|pienso) (?:volver a )?intentar
    pronto se (?:les )?(?:acaba|termina)
    me (?:qu|k|q)iero ir$
    me la quito
    tampoco (?:qu|k|q)iero llegar
    no (?:lo|la|los|las) voy a necesitar
    voy a seguir(?:lo|la)$
    tome una decision
    lo vengo pensando
    lo intente
    no voy a fallar
    tengo todo listo
    me prometi que
    si no se acaba
    (?:la )?misma idea
    (?:esta noche|hoy|manana) se (?:acaba|termina)(?: todo)?$
    # Leave is taken.
    adios
    chau$
    chao$
    hasta siempre
    perdon(?:en|enme|ame|adme|eme)
    gracias (?:a todos )?por (?:todo|este tiempo|tanto|haber)
    l[oa]s (?:quiero|amo)(?: a todos| mucho)?$
    l[oe]s pido perdon
    diganle
    despedirme
    gracias por haber
    fueron los unicos
    me escucharon
    que sepan
    l[oa]s quise
    gracias por escucharme
    no me esperen
    no esperen mi
    sin que se (?:dieran cuenta|enteraran)
    me despedi
    me despido$
    buen[oa]s conmigo$
    por ultima vez
    # Things are put in order.
    (?:cuid(?:en|ad|a)|cuidame)(?: \w{1,8}){0,2} (?:(?:a|de) mis?|al? (?:gat|perr)[oa])
    regal(?:e|ando|ado|o) (?:mis?|tod[oa]s?)
    (?:dejado|deje|dejo|escrito|escribi|escribiendo)(?: ya)? (?:una|la|las|unas) (?:carta|nota)s?
    dejado? pagad[oa]
    seguro de vida
    dig(?:an|anle)
    (?:dejo|deje|dejado|tengo|quedo) todo (?:arreglado|listo|pagado|ordenado|en orden)
    cuentas pagadas
    (?:perr|gat)[oa] con mi
    las cartas
    cambie (?:el|mi) testamento
    las llaves (?:estan|quedan)
    cancele todo
    cabe en (?:una|dos|tres) (?:bolsas?|cajas?)
    borre (?:las|mis|todas)
    se (?:lleva|queda)(?: con| a)* (?:la|el|al|mi) (?:gat|perr)[oa]
    todo queda en orden
    """,
    # No hay después.
    r"""
    ya no (?:habra (?:mas$|nada|otra)|lo voy a necesitar|voy a estar|estare|me hara falta)
    no (?:levantarme|volver|salir)(?: nunca| mas| jamas)?$
    no (?:voy a|pienso) (?:salir|volver a (?:subir|casa|comer|hacerlo))
    hundirme
    se (?:bien )?lo que (?:viene|significa|va a pasar|pasa (?:despues|luego))
    es lo que busco
    (?:seria|es|basta|bastaria)(?: solo)?(?: con)? un (?:segundo|paso|salto|instante)
    se la (?:hora|fecha)
    se que (?:arbol|puente|curva|tren|rama|piso)
    hasta que (?:haya|tenga|sean) (?:bastantes?|suficientes?)
    (?:cuando|si|hasta que) (?:por fin )?me atreva
    ya no necesito (?:ningun[oa]?|nada|tod[oa]|mis)
    quiero que gane
    falta (?:caminar|saltar|soltar|dar el paso)
    por eso lo hago
    lo que tenga que pasar
    """,
    # Peace after long pain.
    r"""
    (?:que|en|con|siento|mucha|tanta) (?:calma|paz)(?: siento)?(?: ahora)?$
    no tengo miedo$
    (?:tranquil[oa]|en paz|calma|paz)(?: \w{1,8}){0,2} por primera vez
    por fin (?:tranquil[oa]|en paz|voy a descansar)
    por primera vez en anos
    no me sentia (?:tan|asi de) (?:tranquil[oa]|en paz|bien)
    no le tengo miedo a nada
    estoy tranquil[oa]
    lo unico que me tranquiliza
    """,
    # Comfort for those who stay.
    r"""
    no (?:se preocupen|te preocupes|os preocupeis)(?: mas)? por mi
    no (?:fue|es) (?:su|tu|vuestra) culpa
    no (?:lloren|se culpen|te culpes|se sientan mal)
    nadie pudo hacer nada
    no es culpa de nadie
    """,
    # Hidden from others.
    r"""
    (?:les|le) dije (?:lo que querian|que estaba bien)
    sonrio
    finjo
    no quiero q(?:ue)? se enteren?
    me encierro
    """,
    # Being too much for others, and worth nothing.
    r"""
    carga
    estorbo
    no (?:sirvo|valgo)
    me odio
    me doy asco
    inutil
    basura
    me lo merezco
    no merezco
    por mi culpa
    fracasad[oa]
    les (?:hice|he hecho) (?:tanto )?dano
    arruin(?:e|ado) (?:la|todo)
    decepcion(?:e|ado)
    todo lo que (?:les|te|le) hice
    """,
    # No hope.
    r"""
    sin esperanza
    nada (?:tiene sentido|me importa|cambia|va a cambiar)
    no (?:tiene|encuentro|veo) sentido
    vaci[oa] por dentro
    no doy mas
    no puedo (?:mas|seguir)
    no aguanto
    ya no (?:siento|quiero|puedo|espero)
    cansad[oa] de (?:todo|luchar)
    me rindo
    harta? de todo
    (?:perdi|he perdido) (?:todo|el trabajo|la casa|a mi)
    que sea lo que dios quiera
    para vivir asi
    lo unico que quiero
    (?:estoy|me siento) vaci[oa]
    ya vivi (?:bastante|suficiente|demasiado)
    que hago aqui
    (?:esto|esta vida) no es vida
    era lo unico que (?:me quedaba|tenia)
    ni fuerzas
    sigo igual
    que pase$
    todo me sale mal
    no estoy bien
    lo unico que espero
    no tengo fuerzas
    """,
    # Means and places.
    r"""
    pastillas
    soga
    la cuerda
    pistola
    arma
    cuchill[ao]
    navaja
    insulina
    somniferos
    el puente
    la azotea
    el balcon
    las vias
    el anden
    la ventana
    el techo
    el frasco
    la caja entera
    sin comer
    un (?:septimo|octavo|noveno|decimo)
    hasta el puente
    estacion
    al borde
    dias sin comer
    una botella
    viga
    manguera
    (?:abierto|abri|abro) (?:el|la llave del) gas
    escopeta
    calmantes
    (?:sin|no tengo) tolerancia
    dosis de antes
    morfinas?
    curva$
    no (?:me )?tomo (?:los|las|la) (?:retrovirales|antirretrovirales|medicacion)
    de golpe
    la autopista
    en la (?:nieve|banera)
    meter(?:me)? en el (?:mar|rio|lago|agua)
    (?:pasa|pasara) el ultimo tren
    """,
    # Nobody there, nobody told.
    r"""
    estoy sol[oa]
    sol[oa] en (?:casa|el|la|mi)
    nadie (?:me (?:ayuda|escucha|entiende|quiere|contesta|llama)|lo sabe|sabe|se daria cuenta|se va a enterar)
    no (?:le|se lo|les|lo) (?:he )?(?:dicho|dije|conte|contado) a nadie
    que alguien lo (?:supiera|sepa)
    ni me (?:contestan|hablan|llaman)
    pa(?:ra)? nadie
    no se (?:por que|que) (?:lo cuento|escribo|hacer)
    alguien (?:me )?(?:ayude|hable|escuche)
    a proposito
    no se (?:ni )?(?:por que|para que) (?:lo cuento|escribo)
    no me llaman
    nadie me cree
    nadie se da cuenta
    no se que hago
    ayudenme
    nadie se entero
    nadie me esta mirando
    (?:casa|piso|cuarto) (?:esta|quedo) vaci[oa](?! desde\b)
    me asusta lo que pienso
    a escondidas
    (?:tapado|sellado|precintado|tape|selle) (?:las?|el|todas las) (?:puerta|ventana|rendija)s?
    """,
    # What has been taken shows.
    r"""
    corazon(?: \w{1,8}){0,2} (?:rar[oa]|a mil|duele)
    no puedo respirar
    todo me da vueltas
    me estoy (?:durmiendo|apagando)
    me meti
    """,
)
