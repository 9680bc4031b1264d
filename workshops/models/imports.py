"""Pages that came in as text."""

from django.db import models

from workshops.models.workshop import Workshop


class PageImport(models.Model):
    """A provider's page as it was read, and what became of each part of it."""

    workshop = models.OneToOneField(Workshop, on_delete=models.CASCADE, related_name="page_import")
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64, unique=True, help_text="Of the text: the same page is read once.")
    report = models.TextField(help_text="What was understood, what a person must decide, what was not understood.")
    open_questions = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.file_name
