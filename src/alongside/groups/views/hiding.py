"""What is asked before a moderator hides a line where it stands: in a chat room or on a stage."""

from django.utils.translation import gettext as _

from alongside.circles.views.pages import Page
from alongside.groups.models import Membership
from alongside.groups.threads.words import alias_of_member
from alongside.ui import phrases


def hide_page(row: Membership | None, words: str, back: str) -> Page:
    """Ask whether a line is meant: who wrote it and its words come first, as the one above is easily touched."""
    said = _("%(alias)s wrote: “%(words)s”") % {"alias": alias_of_member(row), "words": words}
    return Page(phrases.HIDE_THIS_LINE, phrases.HIDE_IT, back, (said, phrases.HIDES_A_LINE))
