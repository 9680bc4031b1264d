"""Guards that every request passes."""

from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect


class StaffSecondFactorMiddleware:
    """Keeps organisers out of the admin until they have set up a second factor, where the settings ask for it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path.startswith("/admin/") and self._lacks_second_factor(request):
            messages.info(
                request, "Organisers sign in with a second factor. Set yours up here, then go on to the admin."
            )
            return redirect("mfa_activate_totp")
        return self.get_response(request)

    @staticmethod
    def _lacks_second_factor(request: HttpRequest) -> bool:
        user = request.user
        return bool(
            settings.LECTERN_STAFF_NEED_SECOND_FACTOR
            and user.is_authenticated
            and user.is_staff
            and not is_mfa_enabled(user)
        )
