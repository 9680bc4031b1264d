"""What is on."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from workshops.page_cache import cached_page
from workshops.queries import by_month, current_notices, next_sessions
from workshops.stamps import programme_stamp


@cached_page(programme_stamp)
def home(request: HttpRequest) -> HttpResponse:
    """`/`: the next sessions by month, and notices."""
    context = {"months": by_month(next_sessions()), "notices": current_notices()}
    return render(request, "workshops/home.html", context)
