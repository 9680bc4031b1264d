"""What is offered: workshops, their sessions, and the people and bodies behind them."""

from workshops.models.audit import StateChange
from workshops.models.discount import DiscountCode
from workshops.models.imports import PageImport
from workshops.models.notice import Notice
from workshops.models.people import Partner, Presenter
from workshops.models.provider import Provider
from workshops.models.session import Session, TimetablePart
from workshops.models.ticket import TicketType
from workshops.models.vat import VatRate
from workshops.models.workshop import Workshop, WorkshopPresenter

__all__ = [
    "DiscountCode",
    "Notice",
    "PageImport",
    "Partner",
    "Presenter",
    "Provider",
    "Session",
    "StateChange",
    "TicketType",
    "TimetablePart",
    "VatRate",
    "Workshop",
    "WorkshopPresenter",
]
