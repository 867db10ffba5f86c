from django.urls import path

from policygen.shops.views import wizard

app_name = "shops"

urlpatterns = [
    path("", wizard.shop_list, name="list"),
    path("start/", wizard.start, name="start"),
    path("<str:public_id>/review/", wizard.review, name="review"),
    path("<str:public_id>/delete/", wizard.delete, name="delete"),
    path("<str:public_id>/<slug:slug>/", wizard.step, name="step"),
]
