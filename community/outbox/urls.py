"""Addresses of the outbox."""

from django.urls import path

from community.outbox import views

app_name = "outbox"
urlpatterns = [
    path("staff/mail/", views.mail, name="mail"),
    path("staff/mail/<int:pk>/", views.one_mail, name="one_mail"),
]
