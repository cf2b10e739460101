"""Whoever types something that a view does not take finds it again; who cries for help there is led to people."""

import dis
import inspect
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django import forms
from django.urls import URLPattern, URLResolver, get_resolver

from alongside.safety.asking import AsksFirst
from alongside.safety.views.refused import HEARD
from alongside.ui.errors import TYPED, words_of

View = Callable[..., Any]
# Each with why.
NOT_HEARD = {
    "groups.views.coming.invitation": "Who is invited comes in at once: there they type no word to anybody.",
}
NOT_GIVEN_BACK = {
    **NOT_HEARD,
    "meetings.views.attendance.check": "A proof that was made elsewhere, and not their own words.",
    "safety.views.moderating.move": "Shows the page of the case beside its own form, which holds no words.",
}


def named(view: View) -> str:
    """Return what a view is called in the lists above."""
    real = inspect.unwrap(view)
    return f"{real.__module__.removeprefix('alongside.')}.{real.__name__}"


def views(resolver: URLResolver) -> Iterator[View]:
    """Return every view of ours that answers a POST."""
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from views(entry)
        elif isinstance(entry, URLPattern) and is_ours(entry.callback) and "POST" in methods(entry.callback):
            yield entry.callback


def is_ours(view: View) -> bool:
    """Tell whether a view is a function of this project."""
    return inspect.isfunction(view) and view.__module__.startswith("alongside.")


def methods(view: View) -> list[str]:
    """Return which methods a view answers, as its decorators say."""
    while hasattr(view, "__wrapped__"):
        found = inspect.getclosurevars(view).nonlocals.get("request_method_list")
        if found is not None:
            return list(found)
        view = view.__wrapped__
    return ["POST"]


def forms_of(view: View, seen: set[object]) -> set[type[forms.Form]]:
    """Return the forms that a view names, itself or in what its module has it call."""
    real: Any = inspect.unwrap(view)
    if real in seen or not hasattr(real, "__code__"):
        return set()
    seen.add(real)
    found, codes = set(), [real.__code__]
    while codes:
        code = codes.pop()
        codes += [one for one in code.co_consts if inspect.iscode(one)]
        names = {one.argval for one in dis.get_instructions(code) if one.opname == "LOAD_GLOBAL"}
        for one in map(real.__globals__.get, names):
            if isinstance(one, type) and issubclass(one, forms.Form):
                found.add(one)
            elif inspect.isfunction(one) and one.__module__ == real.__module__:
                found |= forms_of(one, seen)
    return found


ALL = {named(view): view for view in views(get_resolver())}


def holds_text(form: type[forms.Form]) -> bool:
    """Tell whether a form has a field of several lines."""
    return any(isinstance(field.widget, forms.Textarea) for field in form.base_fields.values())


@pytest.mark.parametrize("name", sorted(ALL))
def test_whoever_takes_what_others_read_hears_what_it_refuses(name: str) -> None:
    asks = [form.__name__ for form in forms_of(ALL[name], set()) if issubclass(form, AsksFirst)]
    assert bool(asks) <= (hasattr(ALL[name], HEARD) or name in NOT_HEARD), asks


@pytest.mark.parametrize("name", sorted(ALL))
def test_whoever_takes_a_text_gives_it_back_when_it_is_refused(name: str) -> None:
    words = {one for form in forms_of(ALL[name], set()) if holds_text(form) for one in words_of(form)}
    assert name in NOT_GIVEN_BACK or words <= set(getattr(ALL[name], TYPED, ()))


def test_what_is_left_out_is_there() -> None:
    assert set(NOT_GIVEN_BACK) <= set(ALL)
