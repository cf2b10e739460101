"""Which device a session is on, in words as coarse as they can be and still be recognised (pure)."""

# The first that fits wins: Edge and Opera also say Chrome, and Chrome also says Safari.
BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS X", "Mac"),
    ("CrOS", "Chromebook"),
    ("Linux", "Linux"),
)
BETWEEN = " on "


def device_word(user_agent: str) -> str:
    """Return such as "Firefox on Android" for a User-Agent header, one of both if only that is known, else ''."""
    found = (_first(BROWSERS, user_agent), _first(SYSTEMS, user_agent))
    return BETWEEN.join(filter(None, found))


def _first(names: tuple[tuple[str, str], ...], user_agent: str) -> str:
    return next((name for mark, name in names if mark in user_agent[:1000]), "")
