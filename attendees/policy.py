"""The terms on changing one's mind, as they were when a booking was made."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any, Self

from attendees.models import Booking
from workshops.models import Provider, Session
from workshops.queries import current_provider


@dataclass(frozen=True, kw_only=True)
class Policy:
    """What cancelling gives back, and until when a place may be changed; all counted back from a session's start."""

    full_days: int
    partial_days: int | None = None
    partial_percent: int = 0
    swap_hours: int
    move_days: int

    @classmethod
    def of_provider(cls, provider: Provider) -> Self:
        """The terms that a booking made now gets."""
        return cls(
            full_days=provider.cancellation_days,
            partial_days=provider.partial_days,
            partial_percent=provider.partial_percent if provider.partial_days is not None else 0,
            swap_hours=provider.swap_hours,
            move_days=provider.move_days,
        )

    @classmethod
    def of_booking(cls, booking: Booking) -> Self:
        """The terms that were frozen; for bookings from before terms were, the provider's of today."""
        return cls.read(booking.policy) if booking.policy else cls.of_provider(current_provider())

    @classmethod
    def read(cls, stored: Mapping[str, Any]) -> Self:
        return cls(**stored)

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    def full_until(self, session: Session) -> datetime:
        """The last moment at which cancelling gives the whole price back."""
        return session.starts_at - timedelta(days=self.full_days)

    def partial_until(self, session: Session) -> datetime | None:
        """The last moment at which cancelling gives part of the price back; None where it never does."""
        return None if self.partial_days is None else session.starts_at - timedelta(days=self.partial_days)

    def percent_at(self, moment: datetime, session: Session) -> int:
        """How much of the price cancelling at `moment` gives back, in percent."""
        if moment <= self.full_until(session):
            return 100
        partial_until = self.partial_until(session)
        return self.partial_percent if partial_until and moment <= partial_until else 0

    def swap_until(self, session: Session) -> datetime:
        """The last moment at which a place may be named or handed to somebody else."""
        return session.starts_at - timedelta(hours=self.swap_hours)

    def move_until(self, session: Session) -> datetime:
        """The last moment at which a place may move to another session."""
        return session.starts_at - timedelta(days=self.move_days)
