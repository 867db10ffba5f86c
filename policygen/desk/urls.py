"""The pages of the desk that belong to no entry: below the admin's address, for its people alone."""

from django.contrib import admin
from django.urls import path

from policygen.common.later import views_of

matrix = views_of("policygen.desk.matrix")

app_name = "library"
urlpatterns = [
    path("matrix/", admin.site.admin_view(matrix("coverage")), name="matrix"),
    path("uses/<str:kind>/<str:slug>/", admin.site.admin_view(matrix("uses")), name="uses"),
]
