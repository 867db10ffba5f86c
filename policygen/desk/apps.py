from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class DeskConfig(AppConfig):
    name = "policygen.desk"
    verbose_name = _("Editors’ desk")

    def ready(self) -> None:
        from django.contrib import admin

        from policygen.desk.releasing import release_admin  # noqa: F401 - register themselves
        from policygen.desk.roles import make_groups

        for label in ("clauses", "releases"):  # whose permissions the groups hold
            post_migrate.connect(make_groups, sender=apps.get_app_config(label))
        admin.site.site_header = admin.site.site_title = _("Editors’ desk")
