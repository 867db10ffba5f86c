"""The pages of an account. The names with account_ are those that allauth looks for."""

from django.urls import include, path

from policygen.common.later import views_of

mail = views_of("policygen.accounts.mail")
views = views_of("policygen.accounts.views")

urlpatterns = [
    path("", views("account"), name="account"),
    path("sign-in/", views("sign_in"), name="account_login"),
    path("code/", views("code"), name="account_confirm_login_code"),
    path("sign-out/", views("sign_out"), name="account_logout"),
    path("inactive/", views("inactive"), name="account_inactive"),
    path("mail/", mail("library_mail"), name="account_library_mail"),
    path("second-factor/", include("policygen.accounts.second_factor.urls")),
    path("delete/", views("delete"), name="account_delete"),
]
