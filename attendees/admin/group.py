"""Roles: named sets of permissions."""

from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin
from django.contrib.auth.models import Group

from workshops.admin.base import OrganiserAdmin

admin.site.unregister(Group)


@admin.register(Group)
class RoleAdmin(GroupAdmin, OrganiserAdmin):
    list_display = ("name",)
    search_fields = ("name",)
    ordering = ("name",)
