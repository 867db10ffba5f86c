"""Who may do what on the desk: three Django groups, made anew after every migration."""

from typing import Any

from django.apps import AppConfig
from django.http import HttpRequest

AUTHORS, REVIEWERS, PUBLISHERS = "Library authors", "Library reviewers", "Library publishers"

_LOOK = ("clauses.view_entry", "releases.view_release", "admin.view_logentry")
ROLES = {
    AUTHORS: (*_LOOK, "clauses.add_entry", "clauses.change_entry"),
    REVIEWERS: (*_LOOK, "clauses.approve_entry"),
    PUBLISHERS: (*_LOOK, "clauses.release_library"),
}
"""What each group may. An administrator who gives it more is not overruled."""


def make_groups(sender: AppConfig, using: str, **kwargs: Any) -> None:
    """After each migration, by the models as they are then."""
    from django.contrib.auth.models import Group, Permission

    for name, wanted in ROLES.items():
        group, _made = Group.objects.using(using).get_or_create(name=name)
        for permission in wanted:
            label, _, codename = permission.partition(".")
            found = Permission.objects.using(using).filter(
                content_type__app_label=label, codename=codename
            )
            group.permissions.add(*found)


def may_write(request: HttpRequest) -> bool:
    return request.user.has_perm("clauses.change_entry")


def may_approve(request: HttpRequest) -> bool:
    return request.user.has_perm("clauses.approve_entry")
