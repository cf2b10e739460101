"""How Spanish speaks of dying without a word of it: patterns of small letters without accents, for `danger`."""

_PEDIR = r"(?:pid\w{1,5}|rez\w{1,4}|rueg\w{1,3}|rogando|esper[oae]\w{0,3}|ojala|deseo|deseando|quisiera)"
_REMEDIOS = r"(?:pastillas|calmantes|somniferos|tranquilizantes|medicacion|medicamentos|medicinas|insulina|analgesicos)"
_NO_VUELVA = (
    r"(?:no (?:volviera|regresara|llegara)(?! (?:al|a (?!casa)|sol[oa]|tarde|con)\b)"
    r"|desapareciera|tuviera un accidente|me (?:estrellara|pasara algo))"
)
_SIN = r"(?! (?:sin|con mi|bebiendo|fumando|consumiendo)\b)"
_FOR_GOOD = r"(?=$| (?:nunca|jamas|despues|desde|a partir|aqui|otra|ya)\b)"
_MEDIO = r"(?:viga|soga|cuerda|pastillas|cuchillas?|cuchillo|navaja|pistola|escopeta|vias|gancho)"

WORDS = rf"""
    # Lo que viene después es nada, o es de los demás.
    lo ultimo que (?:escribo|escribire|publico|publicare)
    ...(?! (?:hoy|est[ae] (?:noche|mes|semana)|antes|por|cada|en (?:el|mi|un))\b)
    lo ultimo que (?:voy a (?:escribir|decir|publicar)(?! (?:sobre|del?|al?|hoy|en)\b)|(?:van|vais|vas) a (?:leer
    ...|saber|oir) de mi)
    (?:dije|abrace|bese|llame)(?: \w{{1,9}}){{1,6}} por ultima vez(?! (?:en|antes|cuando|que|ayer|el|porque)\b)
    no me veo (?:en (?:ninguna parte|ningun (?:lado|sitio|lugar)|navidad|verano|el futuro)
    ...|llegando a(?! \w+ \w+ \w+ndo)){_SIN}
    (?:ninguna?|no hay)(?: \w{{1,9}}){{0,5}} conmigo dentro
    (?:ya )?no habra (?:mas$|otr[oa] (?:dia|vez|manana|semana|navidad)(?! (?:de|para|hasta|como|con|sin)\b)
    ...|dia (?:uno|1|siguiente)|manana)
    cuando (?:ya|yo|yo ya) no este(?! (?:aqui )?(?:en|de|por|con|tan|muy|mi jef|cansad|enferm|list
    ...|\w{{2,9}}ndo)\w*)
    (?:quiero|deseo|quisiera|necesito) (?:ya )?dejar de existir
    ...(?! (?:a|como|para (?!siempre)|en(?! (?:est[ea]|el mundo|la vida)))\b)
    quiero es (?:ya )?no (?:estar|ser|existir|despertar|seguir)
    ...(?! (?:con|en (?:el|la|casa)|sol[oa]|el|la|tan|\w{{2,9}}ndo)\b)
    (?:pasarian|pasaran) (?:dias|semanas|meses)(?: \w{{1,6}})? (?:antes de|hasta|sin) que (?:alguien|nadie|me)
    cuenta de que (?:ya )?no (?:estoy|existo|vivo)
    (?:quit\w{{1,4}}|quitarme|aparte|apartara) de en ?medio
    merecen? otr[oa] (?:madre|padre|mama|papa|hij[oa]|pareja|mujer|espos[oa])(?! (?:del?|que el)\b)
    no (?:voy a ser|sere|quiero ser) (?:mas )?(?:una )?(?:carga|peso)
    ...(?! (?:para (?:el|la|mi) (?:grupo|equipo|empresa|clase)|en (?:el|la) (?:grupo|equipo|trabajo|clase))\b)
    no me busquen?(?! (?:en|hoy|antes|el|hasta|si|por (?:el|la|aqui))\b)
    (?:quien|el que|la que) (?:me )?encuentren? (?:este|esta|mi|la) (?:telefono|movil|celular|nota|carta|cuerpo)
    quiero que me (?:encuentren|hallen)(?=$| (?:asi|en|ya|con|l[oa]s?|tranquil\w|dormid\w|limpi\w)\b)
    quien (?:vacie|recoja|abra) (?:el|la|mi) (?:piso|casa|cuarto|habitacion)
    (?:quede|quedo|estoy|me quedan?) (?:ya )?sin (?:motivos|razones)(?! (?:para no|de)\b)
    seguro (?:de vida )?(?:paga|pagara|pagaria|cubre)(?: ya)?
    ... (?:a los (?:dos|tres) anos|aunque (?:sea|me)|igual(?! aunque)|a mis)
    (?:la|mi) salida (?:ya )?(?:preparada|lista|pensada|planeada)(?! (?:del?|al?|para|con)\b)
    (?:no se culpen|no lloren|perdonen)(?: \w{{1,9}}){{0,2}} cuando (?:se enteren|sepan|lo sepan|lean)
    no (?:pienso|quiero|voy a|creo que) (?:llegar|llegue) a (?:mi|mis|los|la|el) (?:propi[oa] )?
    ...(?:cumple\w*|navidad)(?! (?:sin|con|tarde)\b)
    (?:no|ningun)(?: \w{{1,9}}){{0,3}} (?:futuro|manana|vida) (?:donde|en (?:el|la) que) (?:yo )?(?:este|exista)
    ...(?! (?:otra|en|con|sol|encerrad|\w{{2,9}}ndo)\w*)
    (?:preferiria|prefiero|mejor) no (?:existir|haber existido|estar)
    ...(?! (?:en|con|cuando|donde|cerca|sol[oa]|tan|\w{{2,9}}ndo)\b)
    no queda nadie que (?:me )?(?:necesite|retenga|espere)
    cuando (?:despierten|despiertes|lleguen|vengan)(?: \w{{1,4}})? (?:habra pasado|sera tarde|no estare)
    cartas para (?:mis|los|las|cada|todos mis) (?:\w{{3,6}} )?hij[oa]s?(?! (?:del?|que)\b)
    (?:list[oa]|quiero|toca|hora de)(?: para)? irme con (?:dios|jesus|el senor|los angeles)(?! de\b)
    # Desear que otra cosa lo haga.
    me (?:lleva|lleve|recoja) (?:mientras|cuando) duerm[oa]
    no (?:freno|frenaria|me aparto|me apartaria|me muevo)$
    (?:ojala|espero|rezo)(?: \w{{1,7}}){{0,5}} algo que (?:acabe|termine)(?: \w{{1,7}})? (?:con esto|conmigo|ya)
    (?:beber|tomar|dormir|nadar|caminar)(?: \w{{1,6}})? hasta (?:ya )?(?:que )?no (?:despert|volv|respir)\w{{1,4}}
    {_PEDIR}(?: (?!no)\w{{2,6}}){{0,2}} (?:que )?me (?:atropell|aplast|arroll)\w{{1,4}} (?:un|algun|el) \w{{3,8}}
    {_PEDIR} (?:que )?no (?:abrir los ojos|amanecer|volver a (?:abrir|despertar))(?! (?:con|en|antes|tarde)\b)
    (?:facil|mejor|sencillo)(?: \w{{1,8}}){{0,5}} (?:si|que) (?:yo )?{_NO_VUELVA}
    (?<!\w )que me lleve$
    (?:quiero|espero|ojala)(?: que)? mi (?:cuerpo|corazon|higado) (?:se )?
    ...(?:rinda|pare(?! de)|apague(?! (?:temprano|pronto))|falle)
    (?<!dijeron que )no (?:tenia|tendria|debia|deberia)(?: que)? (?:haber )?(?:sobreviv|despertad|nac)\w{{1,4}}
    (?:la proxima|esta vez) (?:vez )?(?:me aseguro$|no (?:voy a )?fall[oae]r?(?! (?:el|la|un|en)\b)
    ...|no lo dejo(?! (?:para|en|a|sin)\b))
    no (?:puedo|aguanto|soporto)(?: con)? otr[oa] (?:manana|noche|dia|semana|navidad)
    ...(?! (?:(?:asi|igual|mas) )?(?:de|en|con)\b)
    # Medios que están cerca.
    (?:{_REMEDIOS}|tratamiento|dialisis|corazon|tension)(?: \w{{1,8}}){{0,3}} a proposito
    no (?:me )?(?:tomo|tome|pongo|puse)(?: (?!cafe|postre|azucar)\w{{1,12}}){{1,5}} a proposito
    (?:deje|dejado) (?:la|mi) (?:insulina|dialisis)(?! (?:en|porque|olvidada)\b)
    me lo tomo todo(?! (?:con|a|muy|en|tan|demasiado|bien|mal|como)\b)
    (?:estar|estare|ponerme|tirarme|echarme) debajo(?: del tren)?$
    (?:viga|soga|cuerda|rama|gancho|arbol)(?: \w{{1,6}}){{0,2}} (?:aguanta|aguantaria|soporta) (?:mi peso|conmigo)
    (?:para cuando|el dia que) (?:por fin )?me atreva(?! a \w)
    (?:soltar|suelto) el (?:volante|timon)
    me trague (?:lo que (?:quedaba|habia|tenia)|tod[oa]s?(?: (?:las|mis|los) {_REMEDIOS})?$)
    (?:le|busc|mir|calcul|averigu|pregunt|se)\w{{0,7}}(?: \w{{1,8}}){{0,2}} cuantas (?:hacen|harian|me hacen) falta
    ...(?! para (?:el|la|un|una|hacer)\b)
    (?:miro|mirando|mire) (?:la|el|las|mi|mis|esa|esas) {_MEDIO}
    ...(?! (?:que|nuev[oa]s?|del (?:tratamiento|medico)|de mi|para)\b)
    (?:compre una|(?:compre|tengo|consegui) la) manguera(?! (?:para (?:el|la) (?:jardin|patio|huerto)|del?)\b)
    (?:estoy|estare|estar|acostarme) en (?:la (?:azotea|cornisa|via)|el tejado)
    ...(?! (?:con|correcta|tomando (?:el (?:sol|aire|fresco)|cafe|un cafe|algo|mate)
    ...|(?:tend|arregl|limpi|reg|com|cen|bail|pint|desayun)\w*)\b)
"""

# Lo que se dice así también de cosas de cada día: no junto a una de estas, abajo.
MILD = rf"""
    libres? (?:por fin )?de mi$
    (?:no|nunca)(?: \w{{1,7}}){{0,3}} (?:leer|saber|oir)(?:an|as)? (?:nada )?mas (?:nada )?de mi{_FOR_GOOD}
    (?:no|nunca)(?: \w{{1,7}}){{0,3}} (?:leer|saber|oir)(?:an|as)? nada (?:mas )?de mi{_FOR_GOOD}
    cuando (?:yo )?(?:falte|me haya ido)(?! (?:a|al|de|por|un)\b)
    (?:guard|junt|acumul|reun)(?:ando|ado)(?: \w{{1,9}}){{0,3}} {_REMEDIOS}(?! (?:en|bajo|donde)\b)
    (?:junte|juntado|juntando|guardado) (?:la|las|toda la)(?: \w{{1,9}})? (?:medicacion|pastillas)(?! en\b)
    (?:tengo|hay|llevo)(?: \w{{1,8}}){{0,4}} {_REMEDIOS}(?: \w{{1,8}}){{0,4}} (?:escondid[oa]s|apartad[oa]s
    ...(?! (?:para (?:el viaje|la semana|que no)|por|en (?:un|el) pastillero)\b))
    (?:met[eo]|meter|tomo|tomar|inyecto|pincho) tod[oa]s?(?: \w{{1,6}})? (?:de (?:golpe|una vez)|junt[oa]s?)
"""

# Lo que las hace cosas de cada día: medicinas que se devuelven o se tiran, y de quién se alegra una de librarse.
EVERYDAY = r"""
    (?:llev|devolv|entreg|don)\w{1,4}(?: \w{1,9}){0,3} (?:farmacia|clinica|centro de salud|punto limpio)
    (?:para|voy a) donar(?:las|los)?|(?:las|los|lo) (?:tire|tiramos|tiro)
    caser[oa]|camellos?|(?:el|al) banco|(?:antiguo|antigua) (?:jefe|jefa|empresa)
    vitaminas?|hierro|pastel|tarta|pastillero|que (?:abra|avise)n?
"""
