"""Presenters."""

from django.contrib import admin

from workshops.admin.base import OrganiserAdmin
from workshops.models import Presenter


@admin.register(Presenter)
class PresenterAdmin(OrganiserAdmin):
    list_display = ("name", "credentials", "website")
    search_fields = ("name", "credentials")
    ordering = ("name",)
    prepopulated_fields = {"slug": ("name",)}
    fields = ("name", "slug", "credentials", "biography", "website")

    def view_on_site(self, presenter: Presenter) -> str:
        return presenter.get_absolute_url()
