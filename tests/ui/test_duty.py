"""Who is on duty, whoever keeps the rota."""

from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest

from alongside.ui import duty

NOW = datetime(2026, 3, 4, 20, tzinfo=UTC)


@pytest.fixture(autouse=True)
def no_rotas(monkeypatch: pytest.MonkeyPatch) -> None:
    """Begin with no rota at all."""
    monkeypatch.setattr(duty, "_sources", {})


def test_whoever_is_on_any_rota_is_on_duty_once() -> None:
    first, second = uuid4(), uuid4()
    asked: list[datetime] = []

    def listeners(now: datetime) -> list[UUID]:
        asked.append(now)
        return [first, second]

    assert duty.on_duty(now=NOW) == frozenset()
    duty.register_duty("listeners", listeners)
    duty.register_duty("hosts", lambda _now: [second])
    assert duty.on_duty(now=NOW) == {first, second}
    assert asked == [NOW]


def test_a_rota_is_registered_once() -> None:
    duty.register_duty("listeners", lambda _now: [])
    with pytest.raises(ValueError, match="named listeners"):
        duty.register_duty("listeners", lambda _now: [])
