"""What each discount code gave away."""

from django.db.models import Count, Sum

from attendees.models import Place
from attendees.reports.period import Period
from attendees.reports.table import Column, Kind, Table
from workshops.foundation.money import spoken_price

COLUMNS = (
    Column("Code"),
    Column("Given to"),
    Column("Takes off"),
    Column("Places", Kind.NUMBER),
    Column("Given away", Kind.MONEY),
)
NOTE = "Places that stand now, of bookings made in this period, paid or still to be paid. Places given back no longer count."
CODE = ("discount__code", "discount__description", "discount__percent", "discount__amount_pence")


def discount_use(period: Period) -> Table:
    """The live places that have a code, by code, in bookings made within `period`. One query."""
    places = Place.objects.live().filter(period.within("booking__created_at"), discount__isnull=False)
    used = places.order_by().values(*CODE).annotate(places=Count("pk"), pence=Sum("discount_pence"))
    rows = used.order_by("discount__code").values_list(*CODE, "places", "pence")
    return Table(
        title="Discount use",
        columns=COLUMNS,
        rows=[
            (code, description, f"{percent} %" if percent else spoken_price(amount or 0), number, pence)
            for code, description, percent, amount, number, pence in rows
        ],
        notes=(NOTE,),
        summed=("Places", "Given away"),
    )
