"""The record of who changed which state."""

from django.contrib import admin

from workshops.admin.base import ReadOnlyAdmin
from workshops.models import StateChange


@admin.register(StateChange)
class StateChangeAdmin(ReadOnlyAdmin):
    list_display = ("created_at", "subject", "subject_id", "from_state", "to_state", "by", "reason")
    list_filter = ("subject", "to_state")
    search_fields = ("=subject_id", "by", "reason")
    ordering = ("-pk",)
    fields = ("created_at", "subject", "subject_id", "from_state", "to_state", "by", "reason")
