"""What is taught, apart from when."""

from django.db import models
from django.db.models import CheckConstraint, Q

from workshops.enums import WORKSHOP_MOVES, WorkshopKind, WorkshopState
from workshops.models.constraints import one_of
from workshops.models.people import Partner, Presenter
from workshops.querysets import WorkshopQuerySet


def lines(text: str) -> list[str]:
    """The items of a text that holds one a line."""
    return [line.strip() for line in text.splitlines() if line.strip()]


class Workshop(models.Model):
    """One workshop, webinar, conference or recording. Lists are kept one item a line."""

    MOVES = WORKSHOP_MOVES

    kind = models.CharField(max_length=12, choices=WorkshopKind.choices, default=WorkshopKind.WORKSHOP)
    state = models.CharField(max_length=12, choices=WorkshopState.choices, default=WorkshopState.DRAFT)
    title = models.CharField(max_length=200)
    slug = models.SlugField(max_length=140, unique=True)
    summary = models.TextField(
        blank=True, help_text="One or two sentences that open the page and stand in search results."
    )
    description = models.TextField(blank=True, help_text="Leave an empty line between paragraphs.")
    aims = models.TextField(blank=True, help_text="What it covers, one a line.")
    objectives = models.TextField(
        blank=True, help_text="What people will learn, one a line. The certificate prints them."
    )
    modalities = models.TextField(blank=True, help_text="How it is taught.")
    references = models.TextField(blank=True, help_text="One a line; *stars* make italics.")
    audience = models.TextField(blank=True, help_text="Who it is for.")
    cpd_minutes = models.PositiveSmallIntegerField(
        null=True,
        blank=True,
        verbose_name="CPD minutes",
        help_text="330 for 5½ hours, breaks left out. A session's timetable overrides it.",
    )
    presenters = models.ManyToManyField(Presenter, through="WorkshopPresenter", related_name="workshops")
    partners = models.ManyToManyField(Partner, blank=True, related_name="workshops")
    partnership = models.CharField(
        max_length=300,
        blank=True,
        help_text="How the partners are named, such as: run together with the Leads Network.",
    )
    published_at = models.DateTimeField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = WorkshopQuerySet.as_manager()

    class Meta:
        ordering = ["title"]
        constraints = [
            one_of("kind", WorkshopKind, name="workshop_kind"),
            one_of("state", WorkshopState, name="workshop_state"),
            CheckConstraint(
                condition=Q(state=WorkshopState.DRAFT) | Q(published_at__isnull=False),
                name="workshop_published_at",
                violation_error_message="A published workshop has the time of its publication.",
            ),
            CheckConstraint(
                condition=Q(cpd_minutes__isnull=True) | Q(cpd_minutes__range=(1, 6000)),
                name="workshop_cpd_minutes",
                violation_error_message="CPD minutes lie between 1 and 6,000; leave them empty while they are unknown.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return f"/workshops/{self.slug}/"

    @property
    def aim_list(self) -> list[str]:
        return lines(self.aims)

    @property
    def objective_list(self) -> list[str]:
        return lines(self.objectives)

    @property
    def reference_list(self) -> list[str]:
        return lines(self.references)

    @property
    def presenter_names(self) -> str:
        """The presenters' names as a sentence has them; uses the prefetched presenters."""
        names = [link.presenter.name for link in self.presenter_links.all()]
        return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]])) if names else ""


class WorkshopPresenter(models.Model):
    """A presenter's place in a workshop's list."""

    workshop = models.ForeignKey(Workshop, on_delete=models.CASCADE, related_name="presenter_links")
    presenter = models.ForeignKey(Presenter, on_delete=models.PROTECT, related_name="workshop_links")
    position = models.PositiveSmallIntegerField(default=1)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["workshop", "presenter"], name="workshop_presenter_once")]

    def __str__(self) -> str:
        return self.presenter.name
