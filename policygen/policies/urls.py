"""What an owner does with a policy: have it made, publish it, see what is published."""

from django.urls import path

from policygen.policies import updates, views

app_name = "policies"

urlpatterns = [
    path(
        "<str:shop_id>/draft/<str:language>/<str:format>/",
        views.draft_download,
        name="draft-download",
    ),
    path("<str:shop_id>/publish/", views.publish_shop, name="publish"),
    path("<str:shop_id>/published/", views.published, name="published"),
    path("<str:shop_id>/update/", updates.update, name="update"),
    path("<str:shop_id>/automatic/", updates.automatic, name="automatic"),
]
