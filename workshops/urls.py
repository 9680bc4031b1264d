"""Addresses of the workshops app."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
