"""Which stored objects are wanted, as SQL."""

from dataclasses import dataclass, field
from typing import Any

_SIGNS = {"gt": ">", "gte": ">=", "lt": "<", "lte": "<="}


@dataclass(frozen=True)
class Query:
    """Objects of one kind, newest first, or oldest first when `oldest_first` is set.

    `where` compares fields of the body, `created` takes Stripe's gt, gte, lt and lte (Unix seconds),
    `older_than` and `newer_than` are ids of objects that mark a place in the list.
    """

    kind: str
    where: dict[str, str] = field(default_factory=dict)
    types: tuple[str, ...] = ()
    created: dict[str, int] = field(default_factory=dict)
    older_than: str = ""
    newer_than: str = ""
    oldest_first: bool = False
    limit: int = -1

    def sql(self) -> tuple[str, list[Any]]:
        clauses, values = ["kind = ?"], [self.kind]
        for clause, found in [*self._fields(), *self._dates(), *self._places()]:
            clauses.append(clause)
            values.extend(found)
        order = "ASC" if self.oldest_first else "DESC"
        text = f"SELECT body FROM objects WHERE {' AND '.join(clauses)} ORDER BY seq {order} LIMIT ?"  # noqa: S608 - our own words; values go beside
        return text, [*values, self.limit]

    def _fields(self) -> list[tuple[str, list[Any]]]:
        found = [(f"json_extract(body, '$.{name}') = ?", [value]) for name, value in self.where.items()]
        if self.types:
            marks = ", ".join("?" * len(self.types))
            found.append((f"json_extract(body, '$.type') IN ({marks})", list(self.types)))
        return found

    def _dates(self) -> list[tuple[str, list[Any]]]:
        return [(f"created {_SIGNS[sign]} ?", [value]) for sign, value in self.created.items()]

    def _places(self) -> list[tuple[str, list[Any]]]:
        place = "seq {} (SELECT seq FROM objects WHERE id = ?)"
        found = [(place.format("<"), [self.older_than])] if self.older_than else []
        return found + ([(place.format(">"), [self.newer_than])] if self.newer_than else [])
