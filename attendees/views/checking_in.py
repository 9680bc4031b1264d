"""Checking in to a session by the code that it shows."""

from allauth.core import ratelimit
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from attendees.errors import CheckInRefusedError
from attendees.place_access import known_place_ids
from attendees.presence_forms import CheckInForm
from attendees.services.checking_in import CheckedIn, Visitor, check_in
from workshops.enums import Mode

TOO_OFTEN = "Too many tries with this address. Wait an hour, or ask the organisers to mark you as here."


@never_cache
def check_in_page(request: HttpRequest) -> HttpResponse:
    """`/checkin/`: type the code. People who signed in or came by their link are known; others give their address.

    The answer to somebody without a place is the same as to a wrong code.
    """
    visitor = _visitor(request)
    is_known = bool(visitor.user_id or visitor.place_ids)
    if request.method != "POST":
        return _page(request, CheckInForm(is_known=is_known, initial={"code": request.GET.get("code", "")[:20]}))
    limited = ratelimit.consume_or_429(request, action="checkin")
    if limited:
        return limited
    form = CheckInForm(request.POST, is_known=is_known)
    done = _try(request, form, visitor) if form.is_valid() else None
    return _done(request, done) if done else _page(request, form, status=422)


def _try(request: HttpRequest, form: CheckInForm, visitor: Visitor) -> CheckedIn | None:
    """Check in with what was typed; None with the reason on the form."""
    email = form.cleaned_data["email"]
    if email and not ratelimit.consume(request, action="checkin_address", key=email):
        form.add_error("email", TOO_OFTEN)
        return None
    known = Visitor(user_id=visitor.user_id, place_ids=visitor.place_ids, email=email, by=visitor.by)
    try:
        return check_in(code=form.cleaned_data["code"], visitor=known)
    except CheckInRefusedError as refusal:
        form.add_error(None, str(refusal))
        return None


def _visitor(request: HttpRequest) -> Visitor:
    user = request.user
    if user.is_authenticated:
        return Visitor(user_id=user.pk, place_ids=known_place_ids(request), by=f"user:{user.pk}")
    return Visitor(place_ids=known_place_ids(request))


def _page(request: HttpRequest, form: CheckInForm, *, status: int = 200) -> HttpResponse:
    is_known = not form.fields["email"].required
    return render(request, "attendees/check_in.html", {"form": form, "is_known": is_known}, status=status)


def _done(request: HttpRequest, done: CheckedIn) -> HttpResponse:
    """Nothing of the person: whoever typed the address may not be its owner."""
    session = done.place.session
    context = {
        "session": session,
        "workshop": session.workshop,
        "at": done.stay.starts_at,
        "is_new": done.is_new,
        "is_online": session.mode == Mode.ONLINE,
    }
    return render(request, "attendees/checked_in.html", context)
