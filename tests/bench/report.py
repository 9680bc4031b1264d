"""What a measurement prints: JSON on standard output, one object a line; everything else on standard error."""

import json
import math
import sys
from collections.abc import Sequence

Line = dict[str, object]


def line(name: str, sizes: Line, figures: Line) -> Line:
    """One result. `sizes` says what was measured, `figures` what came out; units stand in the names."""
    return {"name": name, "sizes": sizes, "figures": figures}


def emit(result: Line) -> None:
    sys.stdout.write(json.dumps(result) + "\n")
    sys.stdout.flush()


def progress(text: str) -> None:
    sys.stderr.write(f"· {text}\n")
    sys.stderr.flush()


def spread(seconds: Sequence[float]) -> Line:
    """Percentiles (nearest rank) and the longest, in milliseconds."""
    ordered = sorted(seconds)
    if not ordered:
        return {"p50_ms": None, "p95_ms": None, "p99_ms": None, "max_ms": None}
    return {f"p{share}_ms": _milliseconds(_rank(ordered, share)) for share in (50, 95, 99)} | {
        "max_ms": _milliseconds(ordered[-1])
    }


def _rank(ordered: Sequence[float], share: int) -> float:
    return ordered[max(0, math.ceil(len(ordered) * share / 100) - 1)]


def _milliseconds(seconds: float) -> float:
    return round(seconds * 1000, 1)
