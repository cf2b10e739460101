"""`alongside rehearse`: what surrounds the rehearsal itself - settings, signals, and how its outcome is said."""

import json
import signal
from collections.abc import Iterator, MutableMapping, Sequence
from contextlib import contextmanager
from types import FrameType
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from alongside.config.rehearse import Report

# What differs from the instance for as long as it rehearses: short waits, and nothing leaves the machine.
CHANGED = {"ALONGSIDE_WAVE_MINUTES": "0.03/0.02/0.01", "ALONGSIDE_PUSH_TO_PRIVATE_ADDRESSES": "yes"}
LEFT_OUT = ("ALONGSIDE_EMAIL_URL",)


def change_environment(variables: MutableMapping[str, str]) -> None:
    """Set what a rehearsal needs; call before settings are read."""
    for name in (*CHANGED, *LEFT_OUT):
        variables.pop(name, None)
        variables.pop(f"{name}_FILE", None)
    variables.update(CHANGED)


def hold(*, people: int, reachouts: int, as_json: bool) -> int:
    """Rehearse and say how it went; return how many things were lost. Being told to stop ends it tidily."""
    from alongside.config.rehearse import rehearse

    with _stopping_tidily():
        report = rehearse(people=people, reachouts=reachouts)
    click.echo(json.dumps(as_figures(report)) if as_json else "\n".join(_lines(report)))
    for sentence in report.losses:
        click.echo(sentence, err=True)
    return len(report.losses)


@contextmanager
def _stopping_tidily() -> Iterator[None]:
    """Turn SIGTERM and SIGHUP into what Ctrl-C does, so that the schema is dropped then too."""

    def interrupt(_number: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    before = {number: signal.signal(number, interrupt) for number in (signal.SIGTERM, signal.SIGHUP)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def as_figures(report: "Report") -> dict[str, object]:
    """Return the report as JSON has it; times in milliseconds, None where there is none."""
    return {
        "people": report.people,
        "reachouts": report.reachouts,
        "answered": report.answered,
        "unanswered": report.unanswered,
        "pressed_to_handed_over_ms": _percentiles(report.handed_over),
        "pressed_to_answered_ms": _percentiles(report.answers),
        "lost": len(report.losses),
    }


def _lines(report: "Report") -> Iterator[str]:
    yield f"{report.reachouts} reach-outs among {report.people} made-up people, in a schema that is gone again."
    yield f"{report.answered} were answered; for {report.unanswered} nobody came, as planned, and the page said so."
    yield f"From pressing to the first message handed over: {_in_words(report.handed_over)}"
    yield f"From pressing to an answer: {_in_words(report.answers)}"
    yield f"Lost: {len(report.losses)}"


def _in_words(seconds: Sequence[float]) -> str:
    found = _percentiles(seconds)
    return f"p50 {found['p50']} ms, p99 {found['p99']} ms" if seconds else "never"


def _percentiles(ordered: Sequence[float]) -> dict[str, float | None]:
    """Return the smallest value that half, and 99 in 100, do not exceed."""
    if not ordered:
        return {"p50": None, "p99": None}
    return {f"p{percent}": round(ordered[-(-len(ordered) * percent // 100) - 1] * 1000, 1) for percent in (50, 99)}
