"""The Content-Security-Policy of the organisers' pages."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

# The admin's own scripts are Alpine, which builds functions from attributes ('unsafe-eval'); its colours come in a
# style element and in style attributes. No script may stand in a page itself, and nothing comes from elsewhere.
DIRECTIVES = {
    "default-src": "'none'",
    "script-src": "'self' 'unsafe-eval'",
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}
POLICY = "; ".join(f"{name} {sources}" for name, sources in DIRECTIVES.items())


class AdminPolicyMiddleware:
    """Sets the policy on every answer below /admin/, which the public policy leaves out."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.path.startswith("/admin/"):
            response.headers.setdefault("Content-Security-Policy", POLICY)
        return response
