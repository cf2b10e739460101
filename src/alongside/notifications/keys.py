"""The keys of what notifications tells of itself (pure)."""

from uuid import UUID


def confirmation_key(email_id: UUID) -> str:
    """Name the mail that proves an address."""
    return f"confirm-email:{email_id}"


def key_of_test(test_id: UUID) -> str:
    """Name a test that a person sent themself."""
    return f"test:{test_id}"
