"""Every address of the site; each app lists its own."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("admin/reports/", include("attendees.admin.reports")),
    path("admin/", admin.site.urls),
    path("accounts/", include("allauth.urls")),
    path("", include("workshops.urls")),
    path("", include("attendees.urls")),
    path("", include("certificates.urls")),
]
handler400 = "workshops.views.errors.bad_request"
handler403 = "workshops.views.errors.forbidden"
handler404 = "workshops.views.errors.not_found"
handler500 = "workshops.views.errors.server_error"
