"""What a public page shows, as one text that changes when any of it changes.

Written as SQL because it runs on every request: building the same query from models costs more than the query.
Things without a time of change of their own (a biography, a part of the timetable) show within a minute, because the
minute is part of the stamp; so do booking windows that open or close.
"""

import hashlib
import time
from typing import Any

from django.db import connection
from django.utils import timezone

from workshops.queries import PROGRAMME_LENGTH

PROVIDER = """
    SELECT 'p' || p.name || p.strapline || p.introduction || p.address || p.phone || p.email || p.cancellation_days
    FROM workshops_provider p
"""
# Prices weighted by their row, so that two that change places are seen.
SESSION = """
    's' || s.id || ' ' || s.state || ' ' || s.places_taken || ' ' || s.waiting_count || ' ' || s.capacity
    || ' ' || s.updated_at || ' '
    || COALESCE((SELECT SUM(t.id * (t.price_pence + 1)) FROM workshops_tickettype t WHERE t.session_id = s.id), 0)
"""
WORKSHOP_PAGE = f"""
    SELECT 'w' || w.state || ' ' || w.updated_at FROM workshops_workshop w WHERE w.slug = %(slug)s
    UNION ALL
    SELECT {SESSION} FROM workshops_session s JOIN workshops_workshop w ON w.id = s.workshop_id WHERE w.slug = %(slug)s
    UNION ALL {PROVIDER}
"""  # noqa: S608  (made of constants)
PROGRAMME = f"""
    SELECT shown.entry FROM (
        SELECT {SESSION} || w.updated_at AS entry
        FROM workshops_session s JOIN workshops_workshop w ON w.id = s.workshop_id
        WHERE s.state = 'scheduled' AND w.state = 'published' AND s.ends_at > %(now)s
        ORDER BY s.starts_at, s.id LIMIT %(length)s
    ) AS shown
    UNION ALL
    SELECT 'n' || n.id || ' ' || n.state || ' ' || n.updated_at FROM workshops_notice n WHERE n.state = 'published'
    UNION ALL {PROVIDER}
"""  # noqa: S608  (made of constants)


def workshop_stamp(slug: str) -> str:
    """Changes with the workshop, any of its sessions, their seats and prices, and the provider."""
    return _stamp(WORKSHOP_PAGE, slug=slug)


def programme_stamp() -> str:
    """Changes with the next sessions, their seats, prices and workshops, the notices and the provider."""
    now = connection.ops.adapt_datetimefield_value(timezone.now())
    return _stamp(PROGRAMME, now=now, length=PROGRAMME_LENGTH)


def _stamp(sql: str, **values: Any) -> str:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        rows = sorted(row[0] or "" for row in cursor.fetchall())
    text = "\n".join([str(int(time.time() // 60)), *rows])
    return hashlib.sha256(text.encode()).hexdigest()
