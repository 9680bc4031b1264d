"""A thousand reports, each damaged in some way: they are read or refused, and nothing else ever happens."""

import random

import pytest

from attendees.evidence import Report, UnreadableReportError
from tests.attendees.evidence.packing import packed, unpacked
from tests.attendees.evidence.samples import SAMPLES
from tests.attendees.evidence.samples.others import TYPED
from tests.attendees.evidence.scene import TEACHING, minutes_of, read

MANY = 1000
BLOCKS = 10
NOISE = (
    b"\x00",
    b'"',
    b",",
    b"\t",
    b";",
    b"\n",
    b"\r",
    b"\xff",
    b"\xfe\xff",
    b"\xed\xa0\x80",
    b"(",
    b"@",
    b"9",
    b"=",
    b"--",
)


def cut(content, chance):
    return content[: chance.randrange(len(content) + 1)]


def behead(content, chance):
    return content[chance.randrange(len(content)) :]


def scatter(content, chance):
    changed = bytearray(content)
    for _ in range(chance.randint(1, 30)):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def put_in(content, chance):
    for _ in range(chance.randint(1, 10)):
        at = chance.randrange(len(content) + 1)
        content = content[:at] + chance.choice(NOISE) * chance.choice((1, 1, 2, 50)) + content[at:]
    return content


def take_out(content, chance):
    at = chance.randrange(len(content))
    return content[:at] + content[at + chance.randint(1, 60) :]


def shuffle(content, chance):
    lines = content.split(b"\n")
    chance.shuffle(lines)
    return b"\n".join(lines)


def double(content, chance):
    lines = content.split(b"\n")
    at = chance.randrange(len(lines))
    return b"\n".join(lines[:at] + [lines[at]] * chance.randint(2, 40) + lines[at:])


def mix(content, chance):
    other = chance.choice(SAMPLES).content
    return cut(content, chance) + behead(other, chance)


MUTATIONS = (cut, behead, scatter, put_in, take_out, shuffle, double, mix)


def damaged(seed):
    chance = random.Random(seed)
    sample = chance.choice(SAMPLES)
    content = sample.content
    for _ in range(chance.randint(1, 3)):
        content = chance.choice(MUTATIONS)(content, chance) or b"x"
    return sample, content


def outcome(seed):
    sample, content = damaged(seed)
    try:
        return read(content, **sample.reading)
    except UnreadableReportError as refusal:
        return refusal


@pytest.mark.parametrize("block", range(BLOCKS))
def test_damaged_reports_are_read_or_refused(block):
    """Anything that is raised but a refusal fails this test; so do minutes that nobody can have."""
    for seed in range(block * MANY // BLOCKS, (block + 1) * MANY // BLOCKS):
        found = outcome(seed)

        if isinstance(found, Report):
            assert all(each is None or 0 <= each <= TEACHING for each in minutes_of(found).values()), seed
            assert all(len(person.name) <= 250 and "\n" not in person.name for person in found.people), seed
        else:
            assert str(found).endswith("."), seed


def test_damage_leaves_some_reports_readable_and_others_not():
    kinds = [isinstance(outcome(seed), Report) for seed in range(100)]

    assert 10 < sum(kinds) < 90


def test_damage_inside_a_workbook_is_read_or_refused():
    files = unpacked(TYPED)
    for seed in range(200):
        chance = random.Random(seed)
        name = chance.choice(sorted(files))
        changed = chance.choice((cut, scatter, put_in, take_out))(files[name], chance)

        try:
            minutes = minutes_of(read(packed(files | {name: changed})))
        except UnreadableReportError:
            continue
        assert all(each is None or 0 <= each <= TEACHING for each in minutes.values()), seed
