"""Addresses of the attendees app."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
