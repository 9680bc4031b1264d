"""Partners."""

from django.contrib import admin

from workshops.admin.base import OrganiserAdmin
from workshops.models import Partner


@admin.register(Partner)
class PartnerAdmin(OrganiserAdmin):
    list_display = ("name", "website")
    search_fields = ("name",)
    ordering = ("name",)
    fields = ("name", "website", "logo")
