"""Views whose modules are loaded with their first request: a server's first page waits for no others."""

from collections.abc import Callable
from importlib import import_module
from typing import Any

from django.http.response import HttpResponseBase

View = Callable[..., HttpResponseBase]


def views_of(module: str) -> Callable[[str], View]:
    """``wizard = views_of("policygen.shops.views.wizard")``, and ``wizard("start")`` is its view `start`.

    What a decorator leaves on the view for the middleware, `csrf_exempt` say, has to stand around it in
    urls.py again. Tests hold the urls to that, and to views that exist (tests/site/test_urls.py).
    """

    def view_of(name: str) -> View:
        def view(*args: Any, **kwargs: Any) -> HttpResponseBase:
            answer: HttpResponseBase = getattr(import_module(module), name)(*args, **kwargs)
            return answer

        view.__module__, view.__name__, view.__qualname__ = module, name, name
        return view

    return view_of
