"""Reports with made-up people, in every shape that is read."""

from tests.attendees.evidence.samples import events, others, teams, webinars, wide, zoom, zoom_quirks

SAMPLES = (
    *zoom.SAMPLES,
    *zoom_quirks.SAMPLES,
    *wide.SAMPLES,
    *webinars.SAMPLES,
    *teams.SAMPLES,
    *events.SAMPLES,
    *others.SAMPLES,
)
