"""Every shape and quirk of a report, with the exact minutes of everybody in it."""

import pytest

from tests.attendees.evidence.samples import SAMPLES
from tests.attendees.evidence.scene import minutes_of, read

COUNTED = [sample for sample in SAMPLES if sample.ignored is not None]


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
def test_each_file_gives_each_person_the_minutes_that_hand_and_pencil_give(sample):
    report = read(sample.content, **sample.reading)

    assert (report.kind, minutes_of(report)) == (sample.kind, sample.minutes)


@pytest.mark.parametrize("sample", COUNTED, ids=lambda sample: sample.name)
def test_lines_that_give_nobody_time_are_told_with_a_reason(sample):
    report = read(sample.content, **sample.reading)

    assert len(report.ignored) == sample.ignored, report.ignored


def test_there_are_more_than_forty_files_under_names_of_their_own():
    names = {sample.name for sample in SAMPLES}

    assert len(names) == len(SAMPLES)
    assert len(names) >= 60
