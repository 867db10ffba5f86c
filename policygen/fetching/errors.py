from enum import StrEnum


class Trouble(StrEnum):
    """Why there is no page."""

    NOT_WEB = "not_web"
    """No address of a page: another scheme or port, a name and password in it."""
    NO_SUCH_NAME = "no_such_name"
    NOT_PUBLIC = "not_public"
    """Its name leads into somebody's own network."""
    NO_ANSWER = "no_answer"
    NOT_SECURE = "not_secure"
    """Its certificate is not valid for this name."""
    TOO_SLOW = "too_slow"
    TOO_MANY_REDIRECTS = "too_many_redirects"
    NO_PAGE = "no_page"
    """An answer that is an error, or no page."""
    UNREADABLE = "unreadable"
    """Not HTTP, or packed in a way that was not asked for."""


class FetchError(Exception):
    """`url`: the address that failed, which after a redirect is another than the one asked for."""

    def __init__(self, trouble: Trouble, url: str):
        super().__init__(f"{trouble}: {url}")
        self.trouble = trouble
        self.url = url
