"""How Spanish speaks of dying without a word of it: patterns of small letters without accents, for `danger`."""

_PEDIR = r"(?:pid\w{1,5}|rez\w{1,4}|rueg\w{1,3}|rogando|esper[oae]\w{0,3}|ojala|deseo|deseando|quisiera)"
_REMEDIOS = r"(?:pastillas|calmantes|somniferos|tranquilizantes|medicacion|medicamentos|medicinas|insulina|analgesicos)"
_NO_VUELVA = r"(?:no (?:volviera|regresara|llegara)|desapareciera|tuviera un accidente|me (?:estrellara|pasara algo))"
_MEDIO = r"(?:viga|soga|cuerda|pastillas|cuchillas?|cuchillo|navaja|pistola|escopeta|vias|gancho)"

WORDS = rf"""
    # Lo que viene después es nada, o es de los demás.
    lo ultimo que (?:escribo|escribire|publico|publicare)(?! (?:hoy|est[ae] (?:noche|mes|semana)|antes|por)\b)
    lo ultimo que (?:voy a (?:escribir|decir|publicar)|(?:van|vais|vas) a (?:leer|saber|oir) de mi)
    (?:dije|abrace|bese|llame)(?: \w{{1,9}}){{1,6}} por ultima vez(?! (?:en|antes|cuando)\b)
    no me veo (?:en (?:ninguna parte|ningun (?:lado|sitio|lugar)|navidad|verano|el futuro)|llegando a)
    (?:ninguna?|no hay)(?: \w{{1,9}}){{0,5}} conmigo dentro
    (?:ya )?no habra (?:mas$|otr[oa] (?:dia|vez|manana|semana|navidad)|dia (?:uno|1|siguiente)|manana)
    cuando (?:ya|yo|yo ya) no este(?! (?:en|de|por|con|tan|muy|cansad|enferm|list|\w{{2,9}}ndo)\w*)
    (?:quiero|deseo|quisiera|necesito) (?:ya )?dejar de existir(?! (?:a|como)\b)
    quiero es (?:ya )?no (?:estar|ser|existir|despertar|seguir)(?! (?:con|en (?:el|la|casa)|sol[oa])\b)
    (?:pasarian|pasaran) (?:dias|semanas|meses)(?: \w{{1,6}})? (?:antes de|hasta|sin) que (?:alguien|nadie|me)
    cuenta de que (?:ya )?no (?:estoy|existo|vivo)
    (?:quit\w{{1,4}}|quitarme|aparte|apartara) de en ?medio
    libres? (?:por fin )?de mi$
    merecen? otr[oa] (?:madre|padre|mama|papa|hij[oa]|pareja|mujer|espos[oa])
    no (?:voy a ser|sere|quiero ser) (?:mas )?(?:una )?(?:carga|peso)
    no me busquen?(?! (?:en|hoy|antes)\b)
    (?:quien|el que|la que) (?:me )?encuentren? (?:este|esta|mi|la) (?:telefono|movil|celular|nota|carta|cuerpo)
    quiero que me (?:encuentren|hallen)
    quien (?:vacie|recoja|abra) (?:el|la|mi) (?:piso|casa|cuarto|habitacion)
    (?:quede|quedo|estoy|me quedan?) (?:ya )?sin (?:motivos|razones)(?! (?:para no|de)\b)
    seguro (?:de vida )?(?:paga|pagara|pagaria|cubre)(?: ya)? (?:a los (?:dos|tres)|aunque|igual|a mis)
    (?:la|mi) salida (?:ya )?(?:preparada|lista|pensada|planeada)
    (?:no|nunca)(?: \w{{1,7}}){{0,3}} (?:leer|saber|oir)(?:an|as)? (?:nada )?mas (?:nada )?de mi(?! (?:hasta|por|en)\b)
    (?:no|nunca)(?: \w{{1,7}}){{0,3}} (?:leer|saber|oir)(?:an|as)? nada (?:mas )?de mi(?! (?:hasta|por|en)\b)
    (?:no se culpen|no lloren|perdonen)(?: \w{{1,9}}){{0,2}} cuando (?:se enteren|sepan|lo sepan|lean)
    no (?:pienso|quiero|voy a|creo que) (?:llegar|llegue) a (?:mi|mis|los|la|el) (?:propi[oa] )?(?:cumple\w*|navidad)
    (?:no|ningun)(?: \w{{1,9}}){{0,3}} (?:futuro|manana|vida) (?:donde|en (?:el|la) que) (?:yo )?(?:este|exista)
    cuando (?:yo )?(?:falte|me haya ido)(?! (?:a|al|de|por|un)\b)
    (?:preferiria|prefiero|mejor) no (?:existir|haber existido|estar)(?! (?:en|con|cuando)\b)
    no queda nadie que (?:me )?(?:necesite|retenga|espere)
    cuando (?:despierten|despiertes|lleguen|vengan)(?: \w{{1,4}})? (?:habra pasado|sera tarde|no estare)
    cartas para (?:mis|los|las|cada|todos mis) (?:\w{{3,6}} )?hij[oa]s?
    (?:list[oa]|quiero|toca|hora de)(?: para)? irme con (?:dios|jesus|el senor|los angeles)(?! de\b)
    # Desear que otra cosa lo haga.
    me (?:lleva|lleve|recoja) (?:mientras|cuando) duerm[oa]
    no (?:freno|frenaria|me aparto|me apartaria|me muevo)$
    (?:ojala|espero|rezo)(?: \w{{1,7}}){{0,5}} algo que (?:acabe|termine)(?: \w{{1,7}})? (?:con esto|conmigo|ya)
    (?:beber|tomar|dormir|nadar|caminar)(?: \w{{1,6}})? hasta (?:ya )?(?:que )?no (?:despert|volv|respir)\w{{1,4}}
    {_PEDIR}(?: (?!no)\w{{2,6}}){{0,2}} (?:que )?me (?:atropell|aplast|arroll)\w{{1,4}} (?:un|algun|el) \w{{3,8}}
    {_PEDIR} (?:que )?no (?:abrir los ojos|amanecer|volver a (?:abrir|despertar))
    (?:facil|mejor|sencillo)(?: \w{{1,8}}){{0,5}} (?:si|que) (?:yo )?{_NO_VUELVA}
    (?<!\w )que me lleve$
    (?:quiero|espero|ojala)(?: que)? mi (?:cuerpo|corazon|higado) (?:se )?(?:rinda|pare(?! de)|apague|falle)
    (?<!dijeron que )no (?:tenia|tendria|debia|deberia)(?: que)? (?:haber )?(?:sobreviv|despertad|nac)\w{{2,4}}
    (?:la proxima|esta vez) (?:vez )?(?:me aseguro$|no (?:voy a )?fall[oae]r?|no lo dejo)
    no (?:puedo|aguanto|soporto)(?: con)? otr[oa] (?:manana|noche|dia|semana|navidad)(?! (?:de|en|con|mas de)\b)
    # Medios que están cerca.
    (?:guard|junt|acumul|reun)(?:ando|ado)(?: \w{{1,9}}){{0,3}} {_REMEDIOS}(?! (?:en|bajo|donde)\b)
    (?:{_REMEDIOS}|tratamiento|dialisis|corazon|tension)(?: \w{{1,8}}){{0,3}} a proposito
    no (?:me )?(?:tomo|tome|pongo|puse)(?: \w{{1,12}}){{1,5}} a proposito
    (?:deje|dejado) (?:la|mi) (?:insulina|dialisis)(?! (?:en|porque|olvidada)\b)
    (?:tengo|hay|llevo)(?: \w{{1,8}}){{0,4}} {_REMEDIOS}(?: \w{{1,8}}){{0,4}} (?:escondid|apartad)[oa]s
    me lo tomo todo(?! (?:con|a)\b)
    (?:estar|estare|ponerme|tirarme|echarme) debajo(?: del tren)?$
    (?:viga|soga|cuerda|rama|gancho|arbol)(?: \w{{1,6}}){{0,2}} (?:aguanta|aguantaria|soporta) (?:mi peso|conmigo)
    (?:cuando|hasta que|si) (?:por fin )?me atreva(?! (?:a (?:hablar|contar|pedir|ir|decir))\b)
    (?:soltar|suelto) el (?:volante|timon)
    me trague (?:lo que (?:quedaba|habia|tenia)|tod[oa]s?(?: (?:las|mis|los) {_REMEDIOS})?$)
    (?:met[eo]|meter|tomo|tomar|inyecto|pincho) tod[oa]s?(?: \w{{1,6}})? (?:de (?:golpe|una vez)|junt[oa]s?)
    cuantas (?:hacen|harian|me hacen) falta(?! para (?:el|la|un|una|hacer)\b)
    (?:miro|mirando|mire) (?:la|el|las|mi|mis|esa|esas) {_MEDIO}(?! que\b)
    (?:compre|tengo|consegui) (?:la|una) manguera(?! (?:para (?:el|la) (?:jardin|patio|huerto)|del?)\b)
    (?:estoy|estare|estar|acostarme) en (?:la (?:azotea|cornisa|via)|el tejado)(?! (?:con|tend|arregl|limpi)\w*)
"""
