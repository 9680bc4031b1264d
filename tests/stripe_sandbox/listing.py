"""Lists, a page at a time, newest first."""

from .errors import Obj
from .query import Query
from .world import Call

_USUAL = 10


def page(call: Call, kind: str, params: Obj, *, url: str, fields: tuple[str, ...] = ()) -> Obj:
    """Stripe's list object over all objects of a kind; `fields` are the parameters that compare with a field."""
    limit = params.get("limit", _USUAL)
    for name in ("starting_after", "ending_before"):
        if name in params:
            call.fetch(kind, params[name], name)
    backwards = "ending_before" in params
    query = Query(
        kind,
        where={name: params[name] for name in fields if name in params},
        types=tuple(params.get("types", ())),
        created=params.get("created", {}),
        older_than=params.get("starting_after", ""),
        newer_than=params.get("ending_before", ""),
        oldest_first=backwards,
        limit=limit + 1,
    )
    found = call.store.select(query)
    shown = found[:limit][::-1] if backwards else found[:limit]
    return as_list(shown, url=url, more=len(found) > limit)


def slice_of(objects: list[Obj], params: Obj, *, url: str) -> Obj:
    """The same over a short list at hand, which keeps its own order."""
    limit = params.get("limit", _USUAL)
    ids = [obj["id"] for obj in objects]
    start = ids.index(params["starting_after"]) + 1 if params.get("starting_after") in ids else 0
    left = objects[start:]
    return as_list(left[:limit], url=url, more=len(left) > limit)


def as_list(data: list[Obj], *, url: str, more: bool = False) -> Obj:
    return {"object": "list", "data": data, "has_more": more, "url": url}
