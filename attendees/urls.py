"""Addresses of bookings, of the waiting list, and of Stripe's events."""

from django.urls import path

import workshops.converters  # noqa: F401  (registers <code:…>)
from attendees.views import (
    attendance,
    booking,
    bookings,
    changing,
    checking_in,
    claiming,
    documents,
    door,
    joining,
    leaving,
    naming,
    needs,
    offers,
    place,
    waiting,
    webhook,
)

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
    path("bookings/<code:reference>/documents/<str:number>/", documents.download, name="booking_document"),
    path("bookings/<code:reference>/places/", naming.NamePlacesView.as_view(), name="booking_places"),
    path("bookings/<code:reference>/claim/", claiming.claim, name="booking_claim"),
    path("places/<code:code>/", place.place_page, name="place"),
    path("places/<code:code>/name/", place.correct, name="place_name"),
    path("places/<code:code>/hand-over/", place.hand_over_place, name="place_hand_over"),
    path("places/<code:code>/join/", joining.join, name="place_join"),
    path("places/<code:code>/attendance/", attendance.attendance, name="place_attendance"),
    path("places/<code:code>/needs/", needs.needs, name="place_needs"),
    path("places/<code:code>/invitation.ics", place.invitation, name="place_invitation"),
    path("places/<code:code>/cancel/", changing.cancel_place, name="place_cancel"),
    path("places/<code:code>/move/", changing.move, name="place_move"),
    path("checkin/", checking_in.check_in_page, name="check_in"),
    path("door/<code:token>/", door.door, name="door"),
    path("stripe/webhook/", webhook.stripe_webhook, name="stripe_webhook"),
]
