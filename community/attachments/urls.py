"""Addresses of files."""

from django.urls import path

from community.attachments import views

app_name = "attachments"
urlpatterns = [path("files/<uuid:public_id>/<str:name>", views.file, name="file")]
