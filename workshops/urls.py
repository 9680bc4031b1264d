"""Addresses of what is offered, and of the site itself."""

from django.contrib.sitemaps.views import sitemap
from django.urls import path

from workshops.sitemaps import SITEMAPS
from workshops.views import about, calendars, catalogue, home, operations, presenter, workshop

urlpatterns = [
    path("", home.home, name="home"),
    path("workshops/", catalogue.catalogue, name="catalogue"),
    path("workshops/<slug:slug>/", workshop.workshop_page, name="workshop"),
    path("workshops/<slug:slug>/calendar.ics", calendars.of_workshop, name="workshop_calendar"),
    path("presenters/<slug:slug>/", presenter.presenter_page, name="presenter"),
    path("sessions/<int:pk>/calendar.ics", calendars.of_session, name="session_calendar"),
    path("calendar.ics", calendars.all_sessions, name="calendar"),
    path("help/", about.help_page, name="help"),
    path("accessibility/", about.accessibility, name="accessibility"),
    path("privacy/", about.privacy, name="privacy"),
    path("robots.txt", about.robots, name="robots"),
    path("sitemap.xml", sitemap, {"sitemaps": SITEMAPS}, name="sitemap"),
    path("healthz/", operations.healthz, name="healthz"),
    path("readyz/", operations.readyz, name="readyz"),
]
