from django.contrib.admin.apps import AdminConfig


class DeskConfig(AdminConfig):
    """Django's admin, behind the second factor."""

    default_site = "policygen.desk.site.EditorsDesk"
