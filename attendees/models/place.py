"""Places: one seat each, and who sits in it."""

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, F, Q
from django.db.models.functions import Lower

from attendees.enums import LIVE_PLACES, PLACE_MOVES, ChangeKind, PlaceState
from attendees.models.booking import Booking, new_reference
from attendees.querysets import PlaceQuerySet
from workshops.models import DiscountCode, Session, TicketType
from workshops.models.constraints import one_of


class Place(models.Model):
    """One seat, and who sits in it. Attendance and certificates hang on the place.

    Money in pence: `list_pence` less `discount_pence` is `price_pence`, which holds `vat_pence` at `vat_basis_points`
    (empty: the provider was not registered). `kept_pence` is what is kept of a released one. A place that moved to another
    session is released, and `replaced_by` a new one. `hold_ends_at`: of a move that waits for its difference to be paid.
    Personal data: attendee_name, attendee_email, profession, service, service_key, registration_body, registration_number.
    """

    MOVES = PLACE_MOVES

    code = models.CharField(max_length=12, unique=True, default=new_reference, editable=False)
    booking = models.ForeignKey(Booking, on_delete=models.PROTECT, related_name="places")
    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="places")
    ticket_type = models.ForeignKey(TicketType, on_delete=models.PROTECT, related_name="places")
    state = models.CharField(max_length=12, choices=PlaceState.choices, default=PlaceState.HELD)
    list_pence = models.PositiveIntegerField(default=0)
    discount = models.ForeignKey(DiscountCode, null=True, blank=True, on_delete=models.PROTECT, related_name="places")
    discount_pence = models.PositiveIntegerField(default=0)
    price_pence = models.PositiveIntegerField()
    vat_basis_points = models.PositiveSmallIntegerField(null=True, blank=True)
    vat_pence = models.PositiveIntegerField(default=0)
    kept_pence = models.PositiveIntegerField(default=0)
    replaces = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaced_by")
    attendee_name = models.CharField(max_length=200, blank=True, help_text="Empty: to be named.")
    attendee_email = models.EmailField(blank=True)
    profession = models.CharField(max_length=120, blank=True)
    service = models.CharField(max_length=160, blank=True)
    service_key = models.CharField(max_length=160, blank=True, editable=False)
    registration_body = models.CharField(max_length=80, blank=True)
    registration_number = models.CharField(max_length=40, blank=True)
    declaration = models.CharField(max_length=200, blank=True, help_text="What the booker confirmed, as it was worded.")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="places"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    hold_ends_at = models.DateTimeField(null=True, blank=True)
    released_at = models.DateTimeField(null=True, blank=True)

    objects = PlaceQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            one_of("state", PlaceState, name="place_state"),
            CheckConstraint(condition=Q(attendee_email=Lower(F("attendee_email"))), name="place_email_lower"),
            CheckConstraint(condition=Q(list_pence=F("price_pence") + F("discount_pence")), name="place_price_adds_up"),
            CheckConstraint(condition=Q(vat_pence__lte=F("price_pence")), name="place_vat_within_price"),
            CheckConstraint(
                condition=Q(kept_pence=0) | Q(state=PlaceState.RELEASED, kept_pence__lte=F("price_pence")),
                name="place_kept_of_released",
            ),
            models.UniqueConstraint(
                fields=["session", "attendee_email"],
                condition=Q(state__in=LIVE_PLACES) & ~Q(attendee_email=""),
                name="place_live_once_per_person",
                violation_error_message="This person already has a place on this session.",
            ),
        ]
        indexes = [
            models.Index(
                fields=["hold_ends_at"], name="place_moves", condition=Q(state="held", hold_ends_at__isnull=False)
            ),
            models.Index(fields=["ticket_type", "service_key"], name="place_service", condition=~Q(service_key="")),
        ]

    def __str__(self) -> str:
        return self.attendee_name or "to be named"

    def get_absolute_url(self) -> str:
        return f"/places/{self.code}/"

    @property
    def is_named(self) -> bool:
        return bool(self.attendee_name)

    @property
    def is_live(self) -> bool:
        return self.state in LIVE_PLACES


class PlaceChange(models.Model):
    """What was changed on a place, by whom and why. Never changed itself. Personal data: before, after."""

    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="changes")
    kind = models.CharField(max_length=12, choices=ChangeKind.choices)
    before = models.CharField(max_length=300, blank=True)
    after = models.CharField(max_length=300, blank=True)
    by = models.CharField(max_length=60)
    reason = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        constraints = [one_of("kind", ChangeKind, name="placechange_kind")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.after or self.before}"
