"""Addresses of published policies, open to everyone. They have no language of the interface in front."""

from django.urls import path

from policygen.common.later import views_of

public = views_of("policygen.publishing.public_views")
embedding = views_of("policygen.publishing.embed_views")

app_name = "published"

urlpatterns = [
    path("oembed/", embedding("oembed"), name="oembed"),
    path("p/<slug:slug>/", public("choose_language"), name="policy"),
    path("p/<slug:slug>/embed.json", embedding("embed_any"), name="embed-any"),
    path("p/<slug:slug>/<str:language>/", public("page"), name="page"),
    path("p/<slug:slug>/<str:language>/embed.json", embedding("embed"), name="embed"),
    path("p/<slug:slug>/<str:language>/frame/", embedding("frame"), name="frame"),
    path("p/<slug:slug>/<str:language>/versions/", public("versions"), name="versions"),
    path("p/<slug:slug>/<str:language>/compare/", public("compare"), name="compare"),
    path("p/<slug:slug>/<str:language>/policy.<str:suffix>", public("download"), name="download"),
    path("p/<slug:slug>/<int:number>/<str:language>/", public("version"), name="version"),
    path(
        "p/<slug:slug>/<int:number>/<str:language>/policy.<str:suffix>",
        public("version_download"),
        name="version-download",
    ),
]
