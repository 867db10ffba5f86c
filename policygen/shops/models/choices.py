"""Answers that are one of a few words of the program's own."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Answer(models.TextChoices):
    """Yes, no, or "I don't know"; empty where the question was not answered."""

    YES = "yes", _("Yes")
    NO = "no", _("No")
    UNKNOWN = "unknown", _("I don’t know")


class Signal(models.TextChoices):
    """What the site does with a signal of the visitor's browser."""

    HONOURED = "honoured", _("Our site follows it")
    IGNORED = "ignored", _("Our site takes no notice of it")
    UNKNOWN = "unknown", _("I don’t know")


class Archive(models.TextChoices):
    PUBLIC = "public", _("Yes, on the website")
    ON_REQUEST = "on_request", _("Yes, when somebody asks")
    NONE = "none", _("No")


class Automated(models.TextChoices):
    NONE = "none", _("No, people decide")
    SOME = "some", _("Yes, some decisions are made by machine alone")
