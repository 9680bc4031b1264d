"""What rows made before have to say in the new columns: places their code and list price, entries their rank and state."""

from django.db import migrations
from django.db.models import F

from attendees.models.booking import new_reference


def fill(apps, schema_editor):
    places = apps.get_model("attendees", "Place").objects
    places.update(list_pence=F("price_pence"))
    for key in places.filter(code=None).values_list("pk", flat=True).iterator():
        places.filter(pk=key).update(code=new_reference())
    entries = apps.get_model("attendees", "WaitingListEntry").objects
    entries.update(rank=F("pk") * 1000)
    entries.exclude(left_at=None).update(state="left")
    tickets = apps.get_model("workshops", "TicketType").objects
    for ticket in tickets.iterator():
        taken = places.filter(ticket_type=ticket, state__in=["held", "confirmed"]).count()
        tickets.filter(pk=ticket.pk).update(places_taken=taken)


class Migration(migrations.Migration):
    dependencies = [("attendees", "0003_places_money_and_documents")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
