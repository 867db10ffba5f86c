from django.urls import path

from policygen.shops import views

app_name = "shops"

urlpatterns = [
    path("", views.shop_list, name="list"),
    path("start/", views.start, name="start"),
    path("<str:public_id>/review/", views.review, name="review"),
    path("<str:public_id>/delete/", views.delete, name="delete"),
    path("<str:public_id>/<slug:slug>/", views.step, name="step"),
]
