"""Addresses of certificates and of the attendee's own page."""

from django.urls import path

from certificates.views import download, my, verify
from workshops import converters as converters  # registers <code:…>

urlpatterns = [
    path("my/", my.my_page, name="my"),
    path("certificates/<code:number>/download/", download.download, name="certificate_download"),
    path("verify/", verify.verify, name="verify"),
    path("verify/<str:number>/", verify.verify_number, name="verify_number"),
]
