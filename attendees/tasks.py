"""Doors into the services for the worker. Each takes an id, and is safe to run twice."""

from celery import shared_task

from attendees.errors import PaymentUnavailableError

RETRIES = {"autoretry_for": (PaymentUnavailableError,), "retry_backoff": 2, "retry_backoff_max": 60, "max_retries": 3}


@shared_task(name="attendees.send_message")
def send_message(message_id: int) -> None:
    from attendees.services.outbox import deliver_message

    deliver_message(message_id=message_id)


@shared_task(name="attendees.work_off_event", **RETRIES)
def work_off_event(event_id: int) -> None:
    from attendees.services.stripe_events import work_off

    work_off(event_id=event_id)


@shared_task(name="attendees.send_refund", **RETRIES)
def send_refund(refund_id: int) -> None:
    from attendees.services.refunding import carry_out_refund

    carry_out_refund(refund_id=refund_id)


@shared_task(name="attendees.close_checkout", **RETRIES)
def close_checkout(payment_id: int) -> None:
    from attendees.services.payments import close_checkout as close

    close(payment_id=payment_id)


@shared_task(name="attendees.sweep_holds")
def sweep_holds() -> int:
    from attendees.services.offer_sweeps import lapse_offers, offer_free_seats
    from attendees.services.sweeping import end_overdue_holds

    return end_overdue_holds() + lapse_offers() + offer_free_seats()


@shared_task(name="attendees.sweep_payments")
def sweep_payments() -> int:
    from attendees.services.sweeping import finish_payment_work

    return finish_payment_work()


# Seconds. A provider's month is a few hundred questions; still less than the time after which Redis hands a task out again.
@shared_task(name="attendees.reconcile_payments", soft_time_limit=780, time_limit=840, **RETRIES)
def reconcile_payments() -> None:
    from attendees.payments.gateway import is_set_up
    from attendees.services.reconciling import reconcile

    if is_set_up():
        reconcile()


@shared_task(name="attendees.sweep_outbox")
def sweep_outbox() -> int:
    from attendees.services.outbox import send_left_behind

    return send_left_behind()


@shared_task(name="attendees.send_reminders")
def send_reminders() -> int:
    from attendees.services.reminding import send_reminders as send

    return send()


@shared_task(name="attendees.draw_document")
def draw_document(document_id: int) -> None:
    from attendees.services.document_files import make_document

    make_document(document_id=document_id)


@shared_task(name="attendees.sweep_documents")
def sweep_documents() -> int:
    from attendees.services.document_files import make_documents_left_behind

    return make_documents_left_behind()


@shared_task(name="attendees.look_after_invoices")
def look_after_invoices() -> int:
    from attendees.services.invoicing import look_after_invoices as look

    return look()


@shared_task(name="attendees.wipe_reports")
def wipe_reports() -> int:
    from attendees.services.evidence_files import wipe_old_files

    return wipe_old_files()


@shared_task(name="attendees.delete_old_needs")
def delete_old_needs() -> int:
    from attendees.services.access_needs import delete_old_needs as delete

    return delete()
