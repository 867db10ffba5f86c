"""Addresses of published policies, open to everyone. They have no language of the interface in front."""

from django.urls import path

from policygen.common.later import views_of

views = views_of("policygen.publishing.public_views")

app_name = "published"

urlpatterns = [
    path("p/<slug:slug>/", views("choose_language"), name="policy"),
    path("p/<slug:slug>/<str:language>/", views("page"), name="page"),
    path("p/<slug:slug>/<str:language>/versions/", views("versions"), name="versions"),
    path("p/<slug:slug>/<str:language>/policy.<str:suffix>", views("download"), name="download"),
    path("p/<slug:slug>/<int:number>/<str:language>/", views("version"), name="version"),
    path(
        "p/<slug:slug>/<int:number>/<str:language>/policy.<str:suffix>",
        views("version_download"),
        name="version-download",
    ),
]
