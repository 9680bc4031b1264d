"""Where Stripe's events arrive."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from attendees.payments import gateway
from attendees.services.stripe_events import receive_event


@csrf_exempt  # Stripe signs its requests instead
@require_POST
def stripe_webhook(request: HttpRequest) -> HttpResponse:
    """400 and nothing stored for a bad signature; 200 for every event of Stripe's, new or repeated."""
    try:
        happening = gateway.read_event(request.body, request.headers.get("Stripe-Signature", ""))
    except gateway.ForgedEventError as error:
        return HttpResponse(str(error), status=400, content_type="text/plain")
    receive_event(happening=happening)
    return HttpResponse("Kept.", content_type="text/plain")
