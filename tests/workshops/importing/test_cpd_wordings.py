"""How pages word their CPD, and what each wording is taken to mean."""

import pytest

from workshops.importing.cpd import read_cpd, says_only_cpd
from workshops.importing.paragraphs import Paragraph

LENGTHS = [
    ("Attendance counts as 5.1/2hrs of CPD.", 330),
    ("Attendance counts as 5.1/2 hours of CPD.", 330),
    ("5 1/2 hours CPD", 330),
    ("5-1/2 hours CPD", 330),
    ("CPD: 5½ hours", 330),
    ("5 ½ hours of CPD", 330),
    ("5.½ hours of CPD", 330),
    ("5 1\u20442 hours of CPD", 330),
    ("5.5 hours of CPD", 330),
    ("5.50 hours of CPD", 330),
    ("5.25 hours of CPD", 315),
    ("2¼ hours CPD", 135),
    ("2 3/4 hours CPD", 165),
    ("CPD: 5 hours 30 minutes", 330),
    ("5 hours and 30 minutes of CPD", 330),
    ("5 hrs, 30 mins CPD", 330),
    ("CPD 5h30", 330),
    ("CPD 5h 30m", 330),
    ("CPD 5 hrs 30.", 330),
    ("5:30 hours of CPD", 330),
    ("330 minutes of CPD", 330),
    ("90 mins CPD", 90),
    ("Three hours of CPD", 180),
    ("Twenty-four hours of CPD", 1440),
    ("One and a half hours of CPD", 90),
    ("5 and a half hours CPD", 330),
    ("Two and a quarter hours CPD", 135),
    ("Two and three quarters hours CPD", 165),
    ("An hour and a half of CPD", 90),
    ("Half an hour of CPD", 30),
    ("A half hour of CPD", 30),
    ("1/2 hour of CPD", 30),
    ("1/2 an hour of CPD", 30),
    ("A quarter of an hour of CPD", 15),
    ("Three quarters of an hour of CPD", 45),
    ("6 CPD hours", 360),
    ("6 CPD-accredited hours", 360),
    ("6 hours of verifiable CPD", 360),
    ("6 verifiable CPD hours", 360),
    ("Six (6) hours of CPD", 360),
    ("6-hour CPD workshop", 360),
    ("6 hours' CPD", 360),
    ("6hrs CPD", 360),
    ("CPD hours: 6", 360),
    ("CPD hours – 5.5", 330),
    ("Hours of CPD: 5½", 330),
    ("Continuing Professional Development: 4 hours", 240),
    ("C.P.D. 4 hours", 240),
    ("6 hours over two days of CPD", 360),
    ("A full day of CPD (6 hours)", 360),
    ("6 CPD points (5 hours)", 300),
    ("6 hours of CPD, that is 360 minutes", 360),
    ("27 June 2022 - 6 hours CPD", 360),
    ("CPD 6 hours 20 places", 360),
    ("A CPD event of 3 hours, 10.00-13.00", 180),
]
MULTIPLIED = "It multiplies sessions by hours. A person decides what counts for one session."
POINTS = "Points and credits are not hours: a person decides what they are worth."
DAYS = "A day or half a day has no fixed number of hours."
RANGE = "It gives a range, not one length."
ESTIMATE = "The page gives it as a limit or an estimate, not as an exact length."
COMMA = "The comma may part thousands or stand for a decimal point."
SLASH = "The fraction runs into the figure before it."
EACH = "It is a length for each day or session, and how many there are is not sure."
TOO_LONG = "It is longer than a day has hours."
NO_LENGTH = "The page speaks of CPD but gives no length."
SILENT = "The page does not say how long it counts as CPD."
NO_UNIT = "The figure has no unit, so it may be hours or points."

DOUBTS = [
    ("2 x 3 hours CPD", MULTIPLIED),
    ("2×3 hours CPD", MULTIPLIED),
    ("4 x 90 minutes CPD", MULTIPLIED),
    ("3 hours x 2 of CPD", MULTIPLIED),
    ("Two lots of 3 hours CPD", MULTIPLIED),
    ("Two evening sessions of 3 hours CPD", MULTIPLIED),
    ("Two 3-hour sessions of CPD", MULTIPLIED),
    ("6 CPD points", POINTS),
    ("CPD points: 6", POINTS),
    ("6 credits of CPD", POINTS),
    ("6 CPD credits", POINTS),
    ("Half a day of CPD", DAYS),
    ("Half-day CPD workshop", DAYS),
    ("Full day CPD", DAYS),
    ("A full day of CPD", DAYS),
    ("Two days of CPD", DAYS),
    ("2-day CPD workshop", DAYS),
    ("1/2 day CPD", DAYS),
    ("A day's CPD", DAYS),
    ("5.30 hours of CPD", "It can be read as 5.30 hours in decimals or as 5 h 30 min by the clock."),
    ("5.45 hours of CPD", "It can be read as 5.45 hours in decimals or as 5 h 45 min by the clock."),
    ("5.67 hours of CPD", "It does not come to whole minutes."),
    ("5 hours 75 minutes of CPD", "It gives hours and then 60 minutes or more."),
    ("0 hours of CPD", "It comes to no time at all."),
    ("0 minutes of CPD", "It comes to no time at all."),
    ("25 hours of CPD", TOO_LONG),
    ("1441 minutes of CPD", TOO_LONG),
    ("5,5 hours of CPD", COMMA),
    ("1,000 hours of CPD", COMMA),
    ("1,000 minutes of CPD", COMMA),
    ("51/2 hours of CPD", SLASH),
    ("11/2 hours of CPD", SLASH),
    ("5-6 hours of CPD", RANGE),
    ("5 to 6 hours of CPD", RANGE),
    ("Up to 6 hours of CPD", ESTIMATE),
    ("Approximately 6 hours of CPD", ESTIMATE),
    ("At least 6 hours of CPD", ESTIMATE),
    ("6 hours of CPD per day", EACH),
    ("6 hours each day of CPD", EACH),
    ("CPD: 6", NO_UNIT),
    ("6 CPD", NO_UNIT),
    ("6 hours of CPD. It is worth 5 hours of CPD.", "The page gives more than one length: “6 hours” and “5 hours”."),
    ("3 hours + 2 hours CPD", "The page gives more than one length: “3 hours” and “2 hours”."),
    ("6 hours of CPD. Worth 2 x 3 hours CPD.", "The page gives more than one length: “6 hours” and “2 x 3 hours”."),
    ("7 hours of CPD with 1 hour for lunch", "The page gives more than one length: “7 hours” and “1 hour”."),
]
NO_CLAIMS = [
    ("CPD certificates are sent within 48 hours.", NO_LENGTH),
    ("CPD registration opens 2 hours before.", NO_LENGTH),
    ("Many bodies ask for 30 hours of CPD a year.", NO_LENGTH),
    ("A CPD certificate is given.", NO_LENGTH),
    ("CPD has been my work for over 30 years.", NO_LENGTH),
    ("She has practised for over 30 years.", SILENT),
    ("He has taught 15,000 practitioners.", SILENT),
    ("The day lasts 6 hours.", SILENT),
    ("The day lasts 6 hours. A certificate follows.", SILENT),
    ("Cpdx 6 hours", SILENT),
    ("", SILENT),
]


def claim_of(text):
    return read_cpd([Paragraph(text, (1,))]).claim


@pytest.mark.parametrize(("text", "minutes"), LENGTHS)
def test_cpd_claim_with_a_sure_length_gives_minutes(text, minutes):
    claim = claim_of(text)

    assert claim.minutes == minutes


@pytest.mark.parametrize(("text", "reason"), DOUBTS)
def test_cpd_claim_in_doubt_gives_no_minutes_and_the_reason(text, reason):
    claim = claim_of(text)

    assert (claim.minutes, claim.reason) == (None, reason)


@pytest.mark.parametrize(("text", "reason"), NO_CLAIMS)
def test_text_that_claims_no_cpd_length_gives_no_minutes(text, reason):
    claim = claim_of(text)

    assert (claim.minutes, claim.reason) == (None, reason)


def test_cpd_claim_keeps_its_wording():
    claim = claim_of("We meet online. Attendance counts as 5.1/2hrs of CPD. Bring tea.")

    assert claim.raw == "Attendance counts as 5.1/2hrs of CPD."


def test_cpd_claims_that_differ_keep_both_wordings():
    claim = claim_of("Worth 6 hours of CPD. Counts as 5 hours of CPD.")

    assert claim.raw == "Worth 6 hours of CPD. / Counts as 5 hours of CPD."


def test_cpd_claim_said_twice_the_same_is_one_claim():
    reading = read_cpd([Paragraph("6 hours of CPD", (2,)), Paragraph("CPD: 360 minutes", (9,))])

    assert (reading.claim.minutes, reading.numbers) == (360, (2, 9))


def test_cpd_claim_says_how_it_was_read():
    claim = claim_of("5.1/2hrs of CPD")

    assert claim.reason == "Read as 5½ hours (5 h 30 min)."


def test_length_under_a_cpd_heading_counts_without_the_word():
    reading = read_cpd([], headed=[Paragraph("Five hours", (3,))])

    assert reading.claim.minutes == 300


def test_length_elsewhere_does_not_count_without_the_word():
    reading = read_cpd([Paragraph("Five hours", (3,))])

    assert reading.claim.minutes is None


@pytest.mark.parametrize("text", ["Worth 6 hours of CPD.", "CPD: 5½ hours", "6 CPD points"])
def test_sentence_that_is_nothing_but_a_claim_says_only_cpd(text):
    assert says_only_cpd(text) is True


@pytest.mark.parametrize(
    "text",
    [
        "A CPD certificate is given.",
        "Six hours.",
        "Worth 6 hours of CPD. Tea is served.",
        "We look at shame in the room and at what it does to both people there, and this counts as 6 hours of CPD.",
    ],
)
def test_longer_text_or_text_without_claim_does_not_say_only_cpd(text):
    assert says_only_cpd(text) is False
