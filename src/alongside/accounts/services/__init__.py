"""Every write of accounts: joining, passphrases and codes, links and tokens, sessions, roles, profile, leaving.

Each is one transaction that locks, checks, changes, audits and announces. Hashing a passphrase takes a third of a
second on purpose, so it is done before the transaction begins.
"""

from alongside.accounts.services.joining import Joined, create_person, join
from alongside.accounts.services.leaving import erase_person, export_person
from alongside.accounts.services.links import make_sign_in_link, use_sign_in_link
from alongside.accounts.services.passphrases import (
    change_passphrase,
    choose_passphrase,
    recover,
    renew_recovery_codes,
)
from alongside.accounts.services.profile import change_locale, change_profile
from alongside.accounts.services.roles import grant_role, revoke_role
from alongside.accounts.services.sessions import (
    end_all_sessions,
    end_other_sessions,
    end_session,
    forget_ended_sessions,
)
from alongside.accounts.services.tokens import create_token, person_for_token, revoke_token

__all__ = [
    "Joined",
    "change_locale",
    "change_passphrase",
    "change_profile",
    "choose_passphrase",
    "create_person",
    "create_token",
    "end_all_sessions",
    "end_other_sessions",
    "end_session",
    "erase_person",
    "export_person",
    "forget_ended_sessions",
    "grant_role",
    "join",
    "make_sign_in_link",
    "person_for_token",
    "recover",
    "renew_recovery_codes",
    "revoke_role",
    "revoke_token",
    "use_sign_in_link",
]
