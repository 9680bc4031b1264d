"""Everything on offer, with search and filters."""

from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from workshops.catalogue import find
from workshops.forms import CatalogueForm
from workshops.models import Session, Workshop
from workshops.queries import by_month

PAGE_LENGTH = 20


def catalogue(request: HttpRequest) -> HttpResponse:
    """`/workshops/`. A filter that cannot be read is named, and what was typed stays."""
    form = CatalogueForm(request.GET)
    if not form.is_valid():
        return render(request, "workshops/catalogue.html", {"form": form}, status=422)
    page = Paginator(find(form.cleaned_data), PAGE_LENGTH).get_page(request.GET.get("page"))
    is_filtered = any(form.cleaned_data.values())
    return render(request, "workshops/catalogue.html", {"form": form, "is_filtered": is_filtered, **_listed(page)})


def _listed(page: Page) -> dict[str, Any]:
    entries = list(page.object_list)
    return {
        "page": page,
        "months": by_month(entry for entry in entries if isinstance(entry, Session)),
        "undated": [entry for entry in entries if isinstance(entry, Workshop)],
    }
