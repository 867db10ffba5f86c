"""What an owner does with shops and policies; the wizard's own addresses are in shops/urls.py."""

from django.urls import path

from policygen.common.later import views_of

owners = views_of("policygen.owners.views")
owners_note = views_of("policygen.owners.note_views")
publishing = views_of("policygen.publishing.views")
stored = views_of("policygen.publishing.stored_views")
updates = views_of("policygen.updates.views")

app_name = "policies"

urlpatterns = [
    path("", owners("shop_list"), name="list"),
    path(
        "<str:shop_id>/draft/<str:language>/<str:format>/",
        publishing("draft_download"),
        name="draft-download",
    ),
    path("<str:shop_id>/publish/", publishing("publish_shop"), name="publish"),
    path(
        "<str:shop_id>/versions/<int:number>/take-back/",
        publishing("take_back_version"),
        name="take-back-version",
    ),
    path(
        "<str:shop_id>/versions/<int:number>/<str:language>/",
        stored("stored_page"),
        name="stored-page",
    ),
    path(
        "<str:shop_id>/versions/<int:number>/<str:language>/policy.<str:suffix>",
        stored("stored_file"),
        name="stored-file",
    ),
    path("<str:shop_id>/bundle/", stored("bundle"), name="bundle"),
    path("<str:shop_id>/withdraw/", publishing("withdraw_policy"), name="withdraw"),
    path("<str:shop_id>/put-back/", publishing("put_back_policy"), name="put-back"),
    path("<str:shop_id>/published/", owners("published"), name="published"),
    path("<str:shop_id>/place/", owners("place"), name="place"),
    path("<str:shop_id>/place/look/", owners("look_at_site"), name="look"),
    path(
        "<str:shop_id>/place/<str:language>/<str:form>/",
        owners("pasted_file"),
        name="pasted-file",
    ),
    path("<str:shop_id>/compare/", owners("compare_versions"), name="compare"),
    path("<str:shop_id>/note/", owners_note("note"), name="note"),
    path("<str:shop_id>/note/<str:language>/", owners_note("note_draft"), name="note-draft"),
    path("<str:shop_id>/update/", updates("update"), name="update"),
    path("<str:shop_id>/automatic/", updates("automatic"), name="automatic"),
]
