"""What a browser is told when somebody puts Alongside on their home screen (W3C Web Application Manifest)."""

from django.conf import settings
from django.templatetags.static import static
from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext as _

from alongside.ui import phrases
from alongside.ui.templatetags.ui import static_if_built

# The light ground and the leaf of the tokens: a manifest can name one colour only, whatever the device prefers.
GROUND = "#f8f2e7"
LEAF = "#1d5c48"

Entry = dict[str, str]


def manifest() -> dict[str, object]:
    """Return the manifest in the language that is active now; it says nothing about anybody."""
    return {
        "id": "/",
        "name": settings.INSTANCE_NAME,
        "short_name": settings.INSTANCE_NAME,
        "description": _("Nobody recovers alone. Reach out, and your people are asked until somebody answers."),
        "lang": get_language() or "en",
        "dir": "rtl" if get_language_bidi() else "ltr",
        "start_url": reverse("today"),
        "scope": "/",
        "display": "standalone",
        "background_color": GROUND,
        "theme_color": LEAF,
        "icons": icons(),
        "shortcuts": shortcuts(),
    }


def icons() -> list[Entry]:
    """Return the drawings, with the PNG that were made from them where `npm run assets` has run."""
    drawn = [_drawing("any", "ui/mark.svg"), _drawing("maskable", "ui/mark-full.svg")]
    made = [
        _picture("any", 192, "ui/built/icon-192.png"),
        _picture("any", 512, "ui/built/icon-512.png"),
        _picture("maskable", 512, "ui/built/icon-maskable-512.png"),
    ]
    return [*filter(None, made), *drawn, _drawing("monochrome", "ui/mark-monochrome.svg")]


def _drawing(purpose: str, name: str) -> Entry:
    return {"src": static(name), "type": "image/svg+xml", "sizes": "any", "purpose": purpose}


def _picture(purpose: str, side: int, name: str) -> Entry | None:
    address = static_if_built(name)
    return {"src": address, "type": "image/png", "sizes": f"{side}x{side}", "purpose": purpose} if address else None


def shortcuts() -> list[Entry]:
    """Return what a long press on the icon offers: the two that matter at night."""
    offered = [(phrases.REACH_OUT, "reach-out"), (phrases.CRISIS_LINES, "crisis-lines")]
    return [{"name": str(words), "url": address} for words, name in offered if (address := _address(name))]


def _address(name: str) -> str:
    """Return where a page is, '' when the capability that brings it is not there."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
