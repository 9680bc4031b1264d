"""What is offered; knows nothing of who comes."""

from django.apps import AppConfig


class WorkshopsConfig(AppConfig):
    name = "workshops"
    verbose_name = "What is offered"
