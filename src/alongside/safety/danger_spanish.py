"""How Spanish speaks of dying or of hurting oneself: patterns of small letters without accents, for `danger`."""

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

SPANISH = (
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
