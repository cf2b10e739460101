"""Recovery codes within the transaction of another service."""

from datetime import datetime

from alongside.accounts.codes import CODES, make_recovery_code, normal_code
from alongside.accounts.digests import digest
from alongside.accounts.models import Person, RecoveryCode


def code_digest(code: str) -> bytes:
    """Return what is kept of a recovery code, however it was typed."""
    return digest("recovery code", normal_code(code))


def replace_codes(person: Person, *, now: datetime) -> tuple[str, ...]:
    """Give a person fresh codes and make the older ones worthless; return the codes, to be shown once."""
    RecoveryCode.objects.filter(person=person).delete()
    codes = tuple(make_recovery_code() for _ in range(CODES))
    RecoveryCode.objects.bulk_create(
        RecoveryCode(person=person, digest=code_digest(code), created_at=now) for code in codes
    )
    return codes
