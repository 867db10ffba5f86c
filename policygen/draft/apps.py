from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class DraftConfig(AppConfig):
    name = "policygen.draft"
    label = "clauses"  # that of its tables, permissions and migrations since the first release
    verbose_name = _("Clause library")

    def ready(self) -> None:
        from policygen.draft.shipped import after_migrations

        post_migrate.connect(after_migrations, sender=self)
