"""A shop with its browser, without the walk through the pages that a test is not about."""

from django.contrib.sessions.backends.db import SessionStore
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from policygen.shops.access import SESSION_KEY
from policygen.shops.models import Shop


def let_in(page: Page, server: LiveServer, shop: Shop) -> None:
    """As if this browser had begun the shop."""
    shop.owner_key = "begun-here"
    shop.save()
    session = SessionStore()
    session[SESSION_KEY] = shop.owner_key
    session.save()
    cookie = {"name": "sessionid", "value": session.session_key or "", "url": server.url}
    page.context.add_cookies([cookie])
