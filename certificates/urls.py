"""Addresses of certificates and of the attendee's own page."""

from django.urls import path

import workshops.converters  # noqa: F401  (registers <code:…>)
from certificates.views import booking_zip, download, my, name, verify

urlpatterns = [
    path("my/", my.my_page, name="my"),
    path("certificates/<code:number>/download/", download.download, name="certificate_download"),
    path("certificates/<code:number>/name/", name.name, name="certificate_name"),
    path("bookings/<code:reference>/certificates.zip", booking_zip.booking_zip, name="booking_certificates"),
    path("verify/", verify.verify, name="verify"),
    path("verify/<str:number>.json", verify.verify_json, name="verify_json"),
    path("verify/<str:number>/", verify.verify_number, name="verify_number"),
]
