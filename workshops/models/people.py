"""Presenters, and the organisations a workshop is run with."""

from django.db import models


class Presenter(models.Model):
    """Someone who leads workshops and is named on certificates."""

    name = models.CharField(max_length=120)
    slug = models.SlugField(max_length=140, unique=True)
    credentials = models.CharField(
        max_length=200, blank=True, help_text="As a certificate should print it, such as: counsellor and social worker."
    )
    biography = models.TextField(blank=True)
    website = models.URLField(blank=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"/presenters/{self.slug}/"

    @property
    def initials(self) -> str:
        """First letters of the first and last name, for the monogram."""
        words = self.name.split()
        return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()


class Partner(models.Model):
    """An organisation that a workshop or conference is run with."""

    name = models.CharField(max_length=160, unique=True)
    website = models.URLField(blank=True)
    logo = models.ImageField(upload_to="partners/", blank=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
