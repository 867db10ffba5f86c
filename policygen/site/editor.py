"""The editor's account that `start` makes on a fresh machine."""

import secrets

from django.contrib.auth import get_user_model

USERNAME = "editor"


def ensure_editor() -> str | None:
    """The password of a newly made account, which is stored only as a hash; None if it exists."""
    users = get_user_model()._default_manager
    if users.filter(username=USERNAME).exists():
        return None
    password = secrets.token_urlsafe(12)
    users.create_superuser(USERNAME, password=password)
    return password
