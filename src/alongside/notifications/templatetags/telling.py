"""What pages show so that somebody lets us tell them on the device in their hand."""

from django import template

from alongside.notifications.packing import vapid_key

register = template.Library()


@register.inclusion_tag("notifications/tell_me_here.html", takes_context=True)
def tell_me_here(context: template.Context) -> dict[str, object]:
    """Say what notifications would say, then offer them; the page has `notifications/push.js` in its head.

    The browser asks its own question only once the button is pressed. Never inside a part that changes by itself.
    """
    return {"vapid_key": vapid_key().public_text(), "csrf_token": context.get("csrf_token")}
