"""How many public pages the site gives out a second, with little data and with much, and the memory it takes."""

from collections.abc import Iterator, Sequence

from tests.bench.load import Load, load
from tests.bench.report import Line, line, progress, spread
from tests.bench.running import inside
from tests.bench.usage import Meter, memory
from tests.harness.site import LiveSite

# Workshops on the site; three sessions each.
SIZES = (6, 500)
CLIENTS = (1, 16)
SESSIONS_EACH = 3
WARM_UP_S = 1.0


def pages(
    site: LiveSite,
    *,
    sizes: Sequence[int] = SIZES,
    seconds: float = 5,
    rounds: int = 2,
    clients: Sequence[int] = CLIENTS,
) -> Iterator[Line]:
    """Requests a second and waits of home, catalogue and a workshop's page; queries; memory at the end."""
    there = 0
    for size in sizes:
        progress(f"Making {size - there} workshops")
        slug = inside(site, "data.make_programme", workshops=size - there, sessions_each=SESSIONS_EACH)
        there = size
        paths = {"home": "/", "catalogue": "/workshops/", "workshop": f"/workshops/{slug}/"}
        counted = inside(site, "page_queries.count", paths=paths)
        for name, path in paths.items():
            sizes_line = {"workshops": size, "sessions": size * SESSIONS_EACH}
            yield line(f"page_{name}_in_process", sizes_line, counted[name])
            for crowd in clients:
                yield from _loads(site, name, path, sizes_line | {"clients": crowd}, seconds, rounds)
    yield from memory_used(site)


def memory_used(site: LiveSite) -> Iterator[Line]:
    """Megabytes of web and worker processes, apart and together, as they are now."""
    web, worker = site.running("web").pid, site.running("worker").pid
    for name, leaders in {"web": (web,), "worker": (worker,), "web_and_worker": (web, worker)}.items():
        yield line(f"memory_{name}", {}, memory(*leaders))


def _loads(site: LiveSite, name: str, path: str, sizes: Line, seconds: float, rounds: int) -> Iterator[Line]:
    crowd = int(str(sizes["clients"]))
    load(site.url, path, clients=crowd, seconds=min(WARM_UP_S, seconds))
    for turn in range(1, rounds + 1):
        progress(f"{name}, {sizes['workshops']} workshops, {crowd} clients, round {turn}")
        with Meter(site) as meter:
            result = load(site.url, path, clients=crowd, seconds=seconds)
        yield line(f"page_{name}", sizes | {"round": turn}, _figures(result, meter))
    yield line("limit", {"of": f"page_{name}", **sizes}, {"limited_by": meter.limit()})


def _figures(result: Load, meter: Meter) -> Line:
    count = len(result.waits)
    return {
        "requests_per_s": round(count / meter.wall, 1),
        **spread(result.waits),
        "statuses": {str(status): times for status, times in result.statuses.items()},
        "web_cpu_ms_per_request": round(meter.used["web"] / max(count, 1) * 1000, 2),
        **meter.ceiling(count),
        **meter.cores(),
    }
