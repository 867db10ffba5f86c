"""Addresses name their views, which are loaded later: each is there, as what the middleware takes it for."""

import tomllib
from collections.abc import Iterator
from importlib import import_module
from typing import Any

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from policygen.common.later import views_of
from tests.paths import ROOT


def patterns(resolver: Any) -> Iterator[tuple[str, Any]]:
    """Module of the addresses → view."""
    for found in resolver.url_patterns:
        if isinstance(found, URLResolver):
            yield from patterns(found)
        elif isinstance(found, URLPattern):
            yield getattr(resolver.urlconf_name, "__name__", ""), found.callback


def ours() -> list[tuple[str, Any]]:
    """Methods of the admin aside."""
    return [
        (where, view)
        for where, view in patterns(get_resolver())
        if view.__module__.startswith("policygen.") and "." not in view.__qualname__
    ]


def test_it_works() -> None:
    join = views_of("os.path")("join")
    assert (join("a", "b"), join.__module__, join.__name__) == ("a/b", "os.path", "join")


def test_what_is_not_there_fails_at_the_first_request_and_not_before() -> None:
    view = views_of("policygen.site.views")("no_such_page")
    with pytest.raises(AttributeError, match="no_such_page"):
        view(None)


def marks(view: Any) -> tuple[bool, ...]:
    return tuple(bool(getattr(view, m, None)) for m in ("csrf_exempt", "xframe_options_exempt"))


def test_every_address_leads_to_a_view_and_says_of_it_what_the_middleware_asks() -> None:
    found = [view for _, view in ours()]
    loaded = [getattr(import_module(v.__module__), v.__name__) for v in found]
    assert len(found) > 50
    assert [(v, marks(v)) for v in found] == [
        (v, marks(it)) for v, it in zip(found, loaded, strict=True)
    ]
    assert [v.__name__ for v in found if any(marks(v))] == ["prefill"]


def test_addresses_look_downwards_as_imports_do() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
    layers = contracts["contracts"][0]["layers"]
    height = {app.strip(): n for n, layer in enumerate(layers) for app in layer.split(":")}
    apps = {
        tuple(".".join(module.split(".")[:2]) for module in (where, view.__module__))
        for where, view in ours()
        if where
    }
    assert [(a, b) for a, b in apps if a != b and height[a] >= height[b]] == []
