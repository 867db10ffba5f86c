from django.apps import AppConfig
from django.db.backends.signals import connection_created

from policygen.site import data_folder


class SiteConfig(AppConfig):
    name = "policygen.site"
    label = "policygen_site"
    verbose_name = "Site"

    def ready(self) -> None:
        connection_created.connect(data_folder.close_at_connection)
