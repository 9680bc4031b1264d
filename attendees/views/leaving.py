"""Leaving a waiting list, by account or by the link in the email."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache

from attendees.links import opens_waiting
from attendees.models import WaitingListEntry
from attendees.queries import position_of
from attendees.services.waiting import leave_waiting_list


@never_cache
def leave(request: HttpRequest, pk: int) -> HttpResponse:
    """`/waiting/<id>/leave/`: asks once, then leaves. Unknown and forbidden look alike: 404."""
    entry = get_object_or_404(WaitingListEntry.objects.select_related("session__workshop", "booking__session"), pk=pk)
    if not _may_leave(request, entry):
        raise Http404
    if request.method != "POST":
        context = {"entry": entry, "session": entry.session, "position": position_of(entry)}
        return render(request, "attendees/leave.html", context)
    if leave_waiting_list(entry_id=entry.pk, by="booker"):
        messages.success(request, f"You have left the waiting list for {entry.session.workshop.title}.")
    return redirect(entry.session.workshop)


def _may_leave(request: HttpRequest, entry: WaitingListEntry) -> bool:
    owner = request.user.is_authenticated and entry.user_id == request.user.pk
    return owner or opens_waiting(entry.pk, request.GET.get("key", ""))
