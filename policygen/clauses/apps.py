from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class ClausesConfig(AppConfig):
    name = "policygen.clauses"
    verbose_name = _("Clause library")

    def ready(self) -> None:
        from django.contrib import admin

        from policygen.clauses import release_admin, usage  # noqa: F401 - register themselves
        from policygen.clauses.roles import make_groups
        from policygen.clauses.shipped import after_migrations

        post_migrate.connect(make_groups, sender=self)
        post_migrate.connect(after_migrations, sender=self)
        admin.site.site_header = admin.site.site_title = _("Editors’ desk")
