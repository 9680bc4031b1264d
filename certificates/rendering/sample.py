"""An invented certificate, for previews, measurements and tests."""

from datetime import date
from pathlib import Path
from typing import Any

from certificates.rendering.content import CertificateContent, TimetableLine

SIGNATURE = Path(__file__).parent / "art" / "signature.jpg"
DAY = (
    ("09:30–10:45", 75, "taught", "Self-injury and self-harm: what the words cover"),
    ("10:45–11:00", None, "break", ""),
    ("11:00–12:30", 90, "participatory", "Risk and confidentiality, in small groups"),
    ("12:30–13:30", None, "lunch", ""),
    ("13:30–15:00", 90, "participatory", "Making a safety plan together, in threes"),
    ("15:00–15:15", None, "break", ""),
    ("15:15–16:15", 60, "participatory", "Our own responses: a reflective exercise"),
    ("16:15–16:30", 15, "taught", "Drawing together, and looking after ourselves"),
)


def sample_content(**changes: Any) -> CertificateContent:
    """`changes` replace fields of the sample."""
    sample: dict[str, Any] = {
        "number": "LEC-2022-000123-7QK4",
        "name": "Eleanor Hartley-Brooke",
        "body": "British Association for Counselling and Psychotherapy",
        "registration_number": "00381297",
        "title": "Working Therapeutically with People Who Self Injure and Self-Harm",
        "delivered": "live online via Zoom",
        "when": "Monday 27 June 2022, 09:30 to 16:30",
        "zone": "British Summer Time (Europe/London)",
        "presenters": "Andrew Reeves, counsellor, social worker, and past Chair of the British Association for "
        "Counselling and Psychotherapy",
        "minutes": 330,
        "participatory_minutes": 240,
        "objectives": (
            "Explore with clients what self-injury means to them, so that change stays in their own hands",
            "Notice one’s own responses to risk, and use them within the therapy rather than work around them",
            "Choose with each client among several ways of working, in the spirit of pluralistic practice",
            "Look after oneself in this work, so as to go on doing it safely and well",
        ),
        "timetable": tuple(TimetableLine(time=t, minutes=m, kind=k, title=w) for t, m, k, w in DAY),
        "modalities": "Taught input, discussion in groups, video, and exercises for reflection",
        "provider_name": "Institute for Therapeutic Practice",
        "provider_letters": "ITP",
        "provider_contact": "12 Chantry Lane, Durham DH1 3EX · 0191 496 0123 · cpd@itp.example.org",
        "partners": "the Northern Counselling Network",
        "signatory_name": "Margaret Ellery",
        "signatory_role": "Director of Studies",
        "signature": SIGNATURE.read_bytes(),
        "verify_url": "https://cpd.example.org/verify/LEC-2022-000123-7QK4/",
        "verify_label": "cpd.example.org/verify",
        "issued_on": date(2022, 6, 28),
    }
    return CertificateContent(**{**sample, **changes})
