"""For those who run the site."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache

from workshops.readiness import failing


@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """`/healthz/`: the process lives. Touches nothing else."""
    return JsonResponse({"status": "live"})


@never_cache
def readyz(request: HttpRequest) -> HttpResponse:
    """`/readyz/`: 200 when everything answers; 503 with the names of what does not."""
    missing = failing()
    if missing:
        return JsonResponse({"status": "not ready", "failing": missing}, status=503)
    return JsonResponse({"status": "ready"})
