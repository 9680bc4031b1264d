"""Reads the catalogue's files."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
Spec = Mapping[str, Any]


def read_file(name: str) -> dict[str, Any]:
    """One file of the catalogue, such as "notices.toml"."""
    return tomllib.loads((HERE / name).read_text(encoding="utf-8"))


def read_offers() -> list[dict[str, Any]]:
    """Every workshop with its sessions, in the order of the file names."""
    return [read_file(f"offers/{path.name}") for path in sorted((HERE / "offers").glob("*.toml"))]
