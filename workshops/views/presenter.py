"""One presenter, and what they lead."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from workshops.catalogue import find
from workshops.models import Presenter, Workshop
from workshops.queries import by_month


def presenter_page(request: HttpRequest, slug: str) -> HttpResponse:
    """`/presenters/<slug>/`; only for those who lead something that is published."""
    published = Workshop.objects.published()
    presenter = get_object_or_404(Presenter.objects.filter(workshops__in=published).distinct(), slug=slug)
    found = find({"presenter": presenter})
    context = {"presenter": presenter, "months": by_month(found.sessions), "undated": found.undated}
    return render(request, "workshops/presenter.html", context)
