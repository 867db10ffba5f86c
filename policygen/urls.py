"""Addresses. What people read has its language in front (/en/…, /uk/…); a published policy has it
behind (/p/<slug>/<language>/), because its languages are the shop's and not the interface's. /healthz is
answered before all else (site/health.py)."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from policygen.common.later import views_of
from policygen.site import views

moved = views_of("policygen.desk.releasing.release_pages")("moved")

urlpatterns = [
    path("robots.txt", views.robots, name="robots"),
    path("favicon.ico", views.favicon, name="favicon"),
    path("language/<str:language>/", views.choose_language, name="language"),
    path("", include("policygen.publishing.public_urls")),
    *i18n_patterns(
        path("", views.home, name="home"),
        path("account/", include("policygen.accounts.urls")),
        # Before the wizard's own: a screen of the wizard would catch any word.
        path("shops/", include("policygen.owners.urls")),
        path("shops/", include("policygen.shops.urls")),
        path("admin/library/", include("policygen.desk.urls")),
        path("admin/clauses/release/<path:rest>", admin.site.admin_view(moved), name="moved"),
        path("admin/clauses/release/", admin.site.admin_view(moved), name="moved"),
        path("admin/", admin.site.urls),
    ),
]

handler400 = "policygen.site.errors.bad_request"
handler500 = "policygen.site.errors.server_error"
handler404 = "policygen.site.errors.not_found"
