"""The same address as texter's, so that the same client posts to both."""

from django.urls import path

from benchmarks.plain_channels import views

urlpatterns = [path("rooms/<int:room_id>/messages/", views.messages)]
