"""Pages that came in as text, and what a person still has to decide."""

from django.contrib import admin
from django.http import HttpRequest
from django.utils.html import format_html
from unfold.decorators import display

from workshops.admin.base import ReadOnlyAdmin
from workshops.admin.filters import OpenQuestionsFilter
from workshops.models import PageImport


@admin.register(PageImport)
class PageImportAdmin(ReadOnlyAdmin):
    list_display = ("file_name", "workshop", "open_questions", "created_at")
    list_filter = (OpenQuestionsFilter,)
    list_select_related = ("workshop",)
    search_fields = ("file_name", "workshop__title")
    ordering = ("-pk",)
    fields = ("file_name", "workshop", "open_questions", "created_at", "shown_report")
    readonly_fields = ("shown_report",)

    @display(description="Report")
    def shown_report(self, page: PageImport) -> str:
        return format_html('<pre class="lectern-text">{}</pre>', page.report)

    def get_queryset(self, request: HttpRequest) -> object:
        return super().get_queryset(request).select_related("workshop")
