"""Light or dark: as the device says, or as somebody chose on this device."""

from django.utils.translation import gettext_lazy as _

LOOKS = {"": _("Like my device"), "light": _("Light"), "dark": _("Dark")}


def known_look(look: str) -> str:
    """Return "light" or "dark" when that was chosen, else '': the device itself decides."""
    return look if look in LOOKS else ""
