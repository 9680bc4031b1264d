"""What a public page shows, as one text that changes when any of it changes.

Written as SQL because it runs on every request: building the same query from models costs more than the query.
Things without a time of change of their own (a biography, a part of the timetable) show within a minute, because the
minute is part of the stamp; so do windows of booking and sale that open or close.
"""

import hashlib
import time
from typing import Any

from django.db import connection
from django.utils import timezone

from workshops.queries import PROGRAMME_LENGTH

PROVIDER = """
    SELECT 'p' || p.name || p.strapline || p.introduction || p.address || p.phone || p.email || p.vat_number
    || ' ' || p.cancellation_days || ' ' || COALESCE(p.partial_days, -1) || ' ' || p.partial_percent
    FROM workshops_provider p
"""
SESSION = """
    's' || s.id || ' ' || s.state || ' ' || s.places_taken || ' ' || s.waiting_count || ' ' || s.capacity
    || ' ' || s.updated_at || ' '
"""
# All that decides what is said of a ticket type. The session's own stands in the row of each; empty where it has none.
TICKET = """
    COALESCE(
        't' || t.id || ' ' || t.price_pence || ' ' || t.places_taken || COALESCE('/' || t.quota, '')
        || COALESCE(' from ' || t.sale_opens_at, '') || COALESCE(' until ' || t.sale_closes_at, '')
        || ' ' || t.position || t.needs_approval || t.code || ' ' || t.name || ' ' || t.declaration || t.email_domains,
        ''
    )
"""
TICKETS = "LEFT JOIN workshops_tickettype t ON t.session_id ="
WORKSHOP_PAGE = f"""
    SELECT 'w' || w.state || ' ' || w.updated_at FROM workshops_workshop w WHERE w.slug = %(slug)s
    UNION ALL
    SELECT {SESSION} || {TICKET}
    FROM workshops_session s JOIN workshops_workshop w ON w.id = s.workshop_id {TICKETS} s.id WHERE w.slug = %(slug)s
    UNION ALL {PROVIDER}
"""  # noqa: S608  (made of constants)
PROGRAMME = f"""
    SELECT shown.entry || {TICKET} FROM (
        SELECT s.id, {SESSION} || w.updated_at || ' ' AS entry
        FROM workshops_session s JOIN workshops_workshop w ON w.id = s.workshop_id
        WHERE s.state = 'scheduled' AND w.state = 'published' AND s.ends_at > %(now)s
        ORDER BY s.starts_at, s.id LIMIT %(length)s
    ) AS shown {TICKETS} shown.id
    UNION ALL
    SELECT 'n' || n.id || ' ' || n.state || ' ' || n.updated_at FROM workshops_notice n WHERE n.state = 'published'
    UNION ALL {PROVIDER}
"""  # noqa: S608  (made of constants)


def workshop_stamp(slug: str) -> str:
    """Changes with the workshop, any of its sessions, their seats, tickets and prices, and the provider."""
    return _stamp(WORKSHOP_PAGE, slug=slug)


def programme_stamp() -> str:
    """Changes with the next sessions, their seats, tickets, prices and workshops, the notices and the provider."""
    now = connection.ops.adapt_datetimefield_value(timezone.now())
    return _stamp(PROGRAMME, now=now, length=PROGRAMME_LENGTH)


def _stamp(sql: str, **values: Any) -> str:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        rows = sorted(row[0] or "" for row in cursor.fetchall())
    text = "\n".join([str(int(time.time() // 60)), *rows])
    return hashlib.sha256(text.encode()).hexdigest()
