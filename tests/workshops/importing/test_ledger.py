"""The account of every line."""

from workshops.importing import Finding, Level, Part
from workshops.importing.ledger import Ledger
from workshops.importing.lines import read_lines

LINES = read_lines("one\ntwo\nthree")


def test_line_that_nothing_named_is_not_understood():
    ledger = Ledger()
    ledger.used(Part.TITLE, "one", (1,))
    ledger.ignore(LINES[2])

    findings = ledger.close(LINES)

    assert findings[-1] == Finding(Level.NOT_UNDERSTOOD, Part.UNKNOWN, "two", "No rule took this line.", (2,))


def test_account_in_which_every_line_is_named_adds_nothing():
    ledger = Ledger()
    ledger.used(Part.AIMS, "one", (1, 2, 3))

    findings = ledger.close(LINES)

    assert findings == (Finding(Level.UNDERSTOOD, Part.AIMS, "one", "", (1, 2, 3)),)


def test_findings_stand_in_order_of_level_and_line():
    ledger = Ledger()
    ledger.leave(LINES[0], "Why.")
    ledger.ask(Part.DATE, "", "Which?")
    ledger.used(Part.AIMS, "three", (3,))
    ledger.used(Part.TITLE, "two", (2,))

    findings = ledger.close(LINES)

    assert [(found.level, found.lines) for found in findings] == [
        (Level.UNDERSTOOD, (2,)),
        (Level.UNDERSTOOD, (3,)),
        (Level.FOR_A_PERSON, ()),
        (Level.NOT_UNDERSTOOD, (1,)),
    ]


def test_line_that_is_left_carries_its_whole_text():
    ledger = Ledger()
    line = read_lines("• a bullet")[0]

    ledger.leave(line, "Why.", Part.SESSION)

    assert ledger.close([line]) == (Finding(Level.NOT_UNDERSTOOD, Part.SESSION, "• a bullet", "Why.", (1,)),)
