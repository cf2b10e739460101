"""Who may see and do what with accounts."""

from alongside.accounts.enums import Role
from alongside.accounts.models import Person


def has_role(person: Person, role: Role) -> bool:
    """Tell whether this person has that role."""
    return person.role_grants.filter(role=role).exists()
