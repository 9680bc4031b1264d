"""What processes used."""

import subprocess
import sys

from tests.bench.usage import CORES, Meter, cpu_seconds, machine_seconds, memory
from tests.harness.processes import session_members

WORK = "import sys\nfor _ in range(4_000_000): pass\nprint(flush=True)\nsys.stdin.read()"


def spinning():
    """A process in a session of its own that has used the processor, and waits."""
    options = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "start_new_session": True}
    process = subprocess.Popen([sys.executable, "-c", WORK], **options)
    process.stdout.readline()
    return process


def test_processor_seconds_and_memory_of_a_session():
    before = machine_seconds()
    with spinning() as process:
        used, taken = cpu_seconds(process.pid), memory(process.pid)
        process.stdin.close()

    assert used > 0
    assert machine_seconds() - before > 0
    assert taken["processes"] == 1
    assert 0 < taken["pss_mb"] <= taken["rss_mb"]
    assert session_members(process.pid) == []


def test_session_that_is_over_uses_nothing():
    with spinning() as process:
        process.stdin.close()

    assert (cpu_seconds(process.pid), memory(process.pid)) == (0, {"processes": 0, "pss_mb": 0.0, "rss_mb": 0.0})


def test_busy_processor_is_named_as_the_limit():
    meter = Meter.__new__(Meter)
    meter.wall, meter.used = 10.0, {"web": 1000.0, "generator": 1.0}

    assert meter.limit().startswith("the processor: 100.10 of ")
    assert meter.cores() == {"web_cores": 100.0, "generator_cores": 0.1}


def test_idle_processor_is_not_the_limit():
    meter = Meter.__new__(Meter)
    meter.wall, meter.used = 10.0, {"web": 1.0}

    assert meter.limit().startswith("waiting, not the processor: 0.10 of ")


def test_ceiling_leaves_out_what_others_used():
    meter = Meter.__new__(Meter)
    meter.wall, meter.used = 10.0, {"web": 3.0, "generator": 1.0, "others": 6.0}

    assert meter.ceiling(40) == {"ceiling_per_s": 10.0 * CORES}


def test_ceiling_of_no_work_is_unknown():
    meter = Meter.__new__(Meter)
    meter.wall, meter.used = 10.0, {"others": 6.0}

    assert meter.ceiling(40) == {"ceiling_per_s": None}
