"""Addresses of bookings, of the waiting list, and of Stripe's events."""

from django.urls import path

import workshops.converters  # noqa: F401  (registers <code:…>)
from attendees.views import booking, bookings, changing, leaving, offers, waiting, webhook

urlpatterns = [
    path("sessions/<int:pk>/book/", booking.BookView.as_view(), name="book"),
    path("sessions/<int:pk>/wait/", waiting.wait, name="wait"),
    path("waiting/<int:pk>/leave/", leaving.leave, name="waiting_leave"),
    path("bookings/<code:reference>/", bookings.booking_page, name="booking"),
    path("bookings/<code:reference>/pay/", bookings.pay, name="booking_pay"),
    path("bookings/<code:reference>/accept/", offers.accept, name="booking_accept"),
    path("bookings/<code:reference>/decline/", offers.decline, name="booking_decline"),
    path("bookings/<code:reference>/cancel/", bookings.cancel, name="booking_cancel"),
    path("bookings/<code:reference>/invitation.ics", bookings.invitation, name="booking_invitation"),
    path("places/<code:code>/cancel/", changing.cancel_place, name="place_cancel"),
    path("places/<code:code>/move/", changing.move, name="place_move"),
    path("stripe/webhook/", webhook.stripe_webhook, name="stripe_webhook"),
]
