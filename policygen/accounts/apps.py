from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "policygen.accounts"
    label = "policygen_accounts"
    verbose_name = "Accounts"

    def ready(self) -> None:
        from policygen.accounts import claims, taken_mail  # noqa: F401 - both listen
