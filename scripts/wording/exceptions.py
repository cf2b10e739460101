"""What the checks of texts would find and is right as it is, each with the reason."""

_MOMENT = "a moment is said inside sentences: “We go on asking in 3 minutes.”"
_LISTED = "one of several in a list that is put together as the language does it (CLDR), and begun with a capital then"
_HOURS = "hours are said inside sentences, several as a list (CLDR): “Every night between 23:00 and 07:00, nobody ...”"

BEGIN_SMALL: dict[str, str] = {
    **dict.fromkeys(("yesterday at %(time)s", "today at %(time)s", "tomorrow at %(time)s"), _MOMENT),
    **dict.fromkeys(("just now", "in a moment", "in %(count)d minute", "in %(count)d minutes"), _MOMENT),
    **dict.fromkeys(("police", "ambulance", "fire brigade"), _LISTED),
    **dict.fromkeys(("thoughts of suicide", "somebody to talk to", "a mental-health crisis", "parents"), _LISTED),
    **dict.fromkeys(("alcohol and drugs", "children and young people", "violence and abuse"), _LISTED),
    **dict.fromkeys(("veterans", "medical advice", "deaf people"), _LISTED),
    **dict.fromkeys(("at any hour", "all day (%(days)s)", "every day between %(begin)s and %(end)s"), _HOURS),
    **dict.fromkeys(("between %(begin)s and %(end)s (%(days)s)", "every night between %(begin)s and %(end)s"), _HOURS),
    **dict.fromkeys(
        (
            "every day from %(begin)s until %(end)s on the next day",
            "from %(begin)s until %(end)s on the next day (%(days)s)",
        ),
        _HOURS,
    ),
    "between %(begin)s and %(end)s in the nights of %(days)s": _HOURS,
    "from %(first)s at %(begin)s until %(last)s at %(end)s": _HOURS,
    **dict.fromkeys(("in %(hours)d hour of the week", "in %(hours)d hours of the week"), _HOURS),
}
"""Texts that begin with a small letter."""

PYTHON: dict[str, str] = {
    "api/api.py: not translatable: 'Alongside'": "the name of this software, which no language changes",
}
"""Faults in Python, by file below the package and what is said of it."""
