"""What an owner does with shops and policies; the wizard's own addresses are in shops/urls.py."""

from django.urls import path

from policygen.owners.views import published, shop_list
from policygen.publishing import views as publishing
from policygen.updates import views as updates

app_name = "policies"

urlpatterns = [
    path("", shop_list, name="list"),
    path(
        "<str:shop_id>/draft/<str:language>/<str:format>/",
        publishing.draft_download,
        name="draft-download",
    ),
    path("<str:shop_id>/publish/", publishing.publish_shop, name="publish"),
    path("<str:shop_id>/published/", published, name="published"),
    path("<str:shop_id>/update/", updates.update, name="update"),
    path("<str:shop_id>/automatic/", updates.automatic, name="automatic"),
]
