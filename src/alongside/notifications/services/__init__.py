"""Every write of notifications: tell somebody, take it back, and what people choose about being told."""

from alongside.notifications.services.devices import send_test, subscribe_device, unsubscribe_device
from alongside.notifications.services.mail import confirm_email, remove_email, set_email
from alongside.notifications.services.preferences import set_preferences
from alongside.notifications.services.telling import Telling, forget_finished, tell, telling_to, withdraw

__all__ = [
    "Telling",
    "confirm_email",
    "forget_finished",
    "remove_email",
    "send_test",
    "set_email",
    "set_preferences",
    "subscribe_device",
    "tell",
    "telling_to",
    "unsubscribe_device",
    "withdraw",
]
