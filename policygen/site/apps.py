from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "policygen.site"
    label = "policygen_site"
    verbose_name = "Site"
