"""People and what they sign in with."""

from typing import Any, ClassVar
from uuid import UUID

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.db.models import F, Q

from alongside.accounts.aliases import keys_to_find
from alongside.accounts.enums import Role, Scope
from alongside.kernel.models import BaseModel, DataKey
from alongside.kernel.statements import Statement, columns, instance


class PersonManager(BaseUserManager["Person"]):
    """Finds people by alias, whatever its capitals or width."""

    def get(self, *args: Any, **wanted: Any) -> "Person":
        """Return one person, as Django does; by id alone, as every page asks, with a statement that is made once."""
        person = wanted.get("pk")
        # A manager that Django makes of this one for a relation sees some people only.
        if args or len(wanted) != 1 or not isinstance(person, UUID) or type(self) is not PersonManager:
            return super().get(*args, **wanted)
        rows = _by_id(person=person)
        if not rows:
            raise self.model.DoesNotExist
        return instance(Person, rows[0])

    def get_by_natural_key(self, username: str | None) -> "Person":
        """Return the person with that alias, as Django's sign-in asks for them."""
        keys = keys_to_find(username or "")
        found = {person.alias_key: person for person in self.filter(alias_key__in=keys)}
        for key in keys:
            if key in found:
                return found[key]
        raise self.model.DoesNotExist


class Person(BaseModel, AbstractBaseUser):
    """Somebody with an account. `alias_key` is the alias folded, so that no two aliases look alike.

    `time_zone` is an IANA name, `country` an ISO 3166-1 code or '' for not said.
    """

    alias = models.CharField(max_length=40)
    alias_key = models.CharField(max_length=60, unique=True)
    locale = models.CharField(max_length=10, default="en")
    time_zone = models.CharField(max_length=60, default="UTC")
    country = models.CharField(max_length=2, default="", blank=True)
    data_key = models.OneToOneField(DataKey, on_delete=models.PROTECT, related_name="+")
    is_active = models.BooleanField(default=True)
    last_login = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[PersonManager] = PersonManager()

    USERNAME_FIELD = "alias_key"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(alias="") & ~Q(alias_key=""), name="accounts_person_alias"),
            models.CheckConstraint(condition=Q(country__regex=r"^([A-Z]{2})?$"), name="accounts_person_country"),
            models.CheckConstraint(condition=~Q(time_zone="") & ~Q(locale=""), name="accounts_person_place"),
        ]

    def __str__(self) -> str:
        return self.alias


def _person_row(person: UUID) -> models.QuerySet[Person, Any]:
    return Person.objects.filter(id=person).values_list(*columns(Person))


_by_id = Statement(_person_row, person=UUID)


class RoleGrant(BaseModel):
    """One role of one person."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="role_grants")
    role = models.CharField(max_length=20, choices=Role.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "role"], name="accounts_rolegrant_once"),
            models.CheckConstraint(condition=Q(role__in=Role.values), name="accounts_rolegrant_known"),
        ]


class RecoveryCode(BaseModel):
    """A code, shown once at joining, that opens the account once when passphrase or second factor are lost."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    digest = models.BinaryField(unique=True)
    used_at = models.DateTimeField(null=True)


class SignInLink(BaseModel):
    """A one-time sign-in link made by an operator (`alongside person create`)."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    digest = models.BinaryField(unique=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(expires_at__gt=F("created_at")), name="accounts_signinlink_expiry"),
        ]


class ApiToken(BaseModel):
    """A bearer token: it sees exactly what its person sees."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    digest = models.BinaryField(unique=True)
    scopes = ArrayField(models.CharField(max_length=20, choices=Scope.choices))
    last_used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(scopes__contained_by=Scope.values) & Q(scopes__len__gt=0),
                name="accounts_apitoken_scopes",
            )
        ]


class Session(AbstractBaseSession):
    """A signed-in device, as its owner sees it in the list of sessions: no address, only a coarse device word."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, null=True, related_name="+")
    device = models.CharField(max_length=60, default="", blank=True)
    started_at = models.DateTimeField(null=True)
    last_seen_at = models.DateTimeField(null=True)

    @classmethod
    def get_session_store_class(cls) -> type[SessionBase]:
        """Return the store that fills these columns."""
        from alongside.accounts.sessions import SessionStore

        return SessionStore
