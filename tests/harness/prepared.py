"""What an earlier site of these tests made ready and a later one can begin with: static files, a migrated database."""

import filecmp
import hashlib
import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from config.settings.environment import BASE_DIR

KEPT = BASE_DIR / "var" / "test"
GATHERED = KEPT / "static"


def borrow_static_files(folder: Path) -> None:
    """Begin with what an earlier site gathered; whatever changed since is gathered anew."""
    if GATHERED.exists():
        shutil.copytree(GATHERED, folder)


def keep_static_files(folder: Path) -> None:
    """Leave them for the next site. Of two at once, either will do."""
    if (GATHERED / ".gathered").exists() and filecmp.cmp(GATHERED / ".gathered", folder / ".gathered", shallow=False):
        return
    draft = GATHERED.with_name(f"static-{os.getpid()}")
    shutil.copytree(folder, draft)
    shutil.rmtree(GATHERED, ignore_errors=True)
    try:
        draft.rename(GATHERED)
    except OSError:
        shutil.rmtree(draft)


def borrow_database(path: Path) -> None:
    """Begin with an empty SQLite database that was migrated by the very same migrations; else with none."""
    kept = _migrated()
    if kept.exists():
        shutil.copyfile(kept, path)


def keep_database(path: Path) -> None:
    """Leave a copy of a database that holds nothing yet."""
    kept = _migrated()
    if kept.exists():
        return
    draft = kept.with_name(f"{kept.name}-{os.getpid()}")
    draft.parent.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(draft)) as target:
        source.backup(target)
    for old in KEPT.glob("migrated-*.sqlite3"):
        old.unlink(missing_ok=True)
    draft.rename(kept)


def _migrated() -> Path:
    """Named by what the migrations say, ours and the libraries'."""
    digest = hashlib.sha256()
    for file in sorted(BASE_DIR.glob("*/migrations/*.py")):
        digest.update(file.read_bytes())
    for pins in sorted(BASE_DIR.glob("requirements*.txt")):
        digest.update(pins.read_bytes())
    return KEPT / f"migrated-{digest.hexdigest()[:16]}.sqlite3"
