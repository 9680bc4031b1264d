"""Pages that came in as text, and what a person still has to decide."""

from django import forms
from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.html import format_html
from unfold.decorators import action, display
from unfold.enums import ActionVariant
from unfold.widgets import UnfoldAdminFileFieldWidget

from workshops.admin.actions import row_or_404
from workshops.admin.base import ReadOnlyAdmin, actor
from workshops.admin.filters import OpenQuestionsFilter
from workshops.foundation.errors import DomainError
from workshops.importing.upload import LARGEST_BYTES
from workshops.models import PageImport
from workshops.services.importing import import_page


class UploadForm(forms.Form):
    """One page, as a text or HTML file."""

    page = forms.FileField(
        label="Page",
        help_text="A text or HTML file of at most 1 MB. It becomes a draft that you finish and publish.",
        widget=UnfoldAdminFileFieldWidget,
    )


@admin.register(PageImport)
class PageImportAdmin(ReadOnlyAdmin):
    list_display = ("file_name", "workshop", "open_questions", "created_at")
    list_filter = (OpenQuestionsFilter,)
    list_select_related = ("workshop",)
    search_fields = ("file_name", "workshop__title")
    ordering = ("-pk",)
    actions_list = ("upload",)
    actions_detail = ("open_draft",)
    fields = ("file_name", "workshop", "open_questions", "created_at", "shown_report")
    readonly_fields = ("shown_report",)

    def has_upload_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """Whether this person may make the drafts that an import makes."""
        return request.user.has_perms(("workshops.add_pageimport", "workshops.add_workshop"))

    @display(description="Report")
    def shown_report(self, page: PageImport) -> str:
        return format_html('<pre class="lectern-text lectern-report">{}</pre>', page.report)

    @action(description="Open the draft", url_path="draft", permissions=["view"], icon="edit_document")
    def open_draft(self, request: HttpRequest, object_id: str) -> HttpResponse:
        page = row_or_404(self, request, object_id)
        return redirect("admin:workshops_workshop_change", page.workshop_id)

    @action(
        description="Upload a page",
        url_path="upload",
        permissions=["upload"],
        icon="upload_file",
        variant=ActionVariant.PRIMARY,
    )
    def upload(self, request: HttpRequest) -> HttpResponse:
        form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
        if form.is_valid():
            page = _import(form, by=actor(request))
            if page is not None:
                messages.success(request, "The page was read. Go through the report, then open the draft.")
                return redirect("admin:workshops_pageimport_change", page.pk)
        shown = {"title": "Upload a page", "opts": self.opts, "form": form}
        return TemplateResponse(request, "admin/lectern/upload.html", self.admin_site.each_context(request) | shown)


def _import(form: UploadForm, *, by: str) -> PageImport | None:
    """The import that came of it; None with the reason on the form. Reads one byte more than may be kept."""
    file = form.cleaned_data["page"]
    try:
        return import_page(data=file.read(LARGEST_BYTES + 1), file_name=file.name, by=by)
    except DomainError as error:
        form.add_error("page", str(error))
        return None
