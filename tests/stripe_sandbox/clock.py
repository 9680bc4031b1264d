"""The sandbox's own time, which tests may push forward."""

import time

from .store import Store

_OFFSET = "clock_offset"


class Clock:
    """Real time plus an offset in seconds that is kept with the state.

    Signatures of webhooks do not use it: a receiver compares those with real time.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._offset = int(store.setting(_OFFSET, "0"))

    def now(self) -> int:
        return int(time.time()) + self._offset

    def shift(self, seconds: int) -> int:
        """Move time by so many seconds, for good; answers the new time."""
        self._offset += seconds
        self._store.keep_setting(_OFFSET, str(self._offset))
        return self.now()
