from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PublishingConfig(AppConfig):
    name = "policygen.publishing"
    label = "policies"  # that of its tables and migrations since the first release
    verbose_name = _("Policies")

    def ready(self) -> None:
        from policygen.publishing import published_use  # noqa: F401 - counts each new version
