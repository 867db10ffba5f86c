from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class DeskConfig(AppConfig):
    name = "policygen.desk"
    verbose_name = _("Clause library")

    def ready(self) -> None:
        from django.contrib import admin

        from policygen.desk import release_admin  # noqa: F401 - register themselves
        from policygen.desk.roles import make_groups

        post_migrate.connect(make_groups, sender=self)
        admin.site.site_header = admin.site.site_title = _("Editors’ desk")
