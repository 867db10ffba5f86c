"""A shop's answers in the database. Their words are those of the facts file (docs/facts.md).

Lists of words and typed texts are JSON: nothing is ever looked up by them. What is asked per purpose
(data, basis, tools, period) has tables of its own.
"""

import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

PUBLIC_ID_LENGTH = 16
PUBLIC_ID_ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789"


def new_public_id() -> str:
    """80 bits that nobody guesses, in letters that nobody confuses."""
    return get_random_string(PUBLIC_ID_LENGTH, PUBLIC_ID_ALPHABET)


def today() -> datetime.date:
    return timezone.now().date()


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


class WordsField(models.JSONField):
    """Several words of a catalogue, in the owner's order, each of them once however it is saved."""

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        value = each_once(getattr(model_instance, self.attname))
        setattr(model_instance, self.attname, value)
        return value

    def get_db_prep_save(self, value: Any, connection: Any) -> Any:
        return super().get_db_prep_save(each_once(value), connection)

    def deconstruct(self) -> Any:
        """In the database there is nothing special about it."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.JSONField", args, kwargs


def each_once(value: Any) -> Any:
    """A list without doubles, in its order; whatever else as it is."""
    return list(dict.fromkeys(value)) if isinstance(value, list) else value


def _words() -> "models.JSONField[Any, Any]":
    return WordsField(default=list, blank=True)


def _text() -> "models.JSONField[Any, Any]":
    """A typed text: {"": text}, or one text per language."""
    return models.JSONField(default=dict, blank=True)


def _line() -> "models.CharField[str, str]":
    return models.CharField(max_length=300, blank=True, default="")


def _word(choices: Any = None, length: int = 40) -> "models.CharField[str, str]":
    return models.CharField(max_length=length, blank=True, default="", choices=choices)


def _answer() -> "models.CharField[str, str]":
    return _word(Answer, 7)


class Shop(models.Model):
    """One business and all its answers. Owned by a user, or by the browser that holds `owner_key`."""

    public_id = models.CharField(
        max_length=PUBLIC_ID_LENGTH, unique=True, default=new_public_id, editable=False
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="shops"
    )
    owner_key = models.CharField(max_length=64, blank=True, default="", db_index=True)
    resume_key = models.CharField(max_length=64, blank=True, default="", db_index=True)
    """What the private link for another device carries; empty where there is none."""
    created = models.DateTimeField(auto_now_add=True)
    updated = models.DateTimeField(auto_now=True)
    due_since = models.DateTimeField(null=True, editable=False)
    """When it was first seen to be due for deletion (shops/expiry.py)."""
    saved_steps = _words()
    preset = _word()
    """The kind of shop that answers were suggested for (kinds.presets), or kinds.OTHER."""
    done_duties = _words()
    """Ids of the promises that the owner has ticked off."""
    automatic_updates = models.BooleanField(default=False)
    """Whether a new version is published when the clause library changes, without asking."""

    languages = _words()
    effective = models.DateField(default=today)
    name = _text()
    legal_name = _text()
    form = _word()
    country = _word(length=2)
    region = _word(length=6)
    registration = _line()
    address = _text()
    website = _line()
    email = _line()
    phone = _line()
    form_url = _line()
    contact_account = _answer()
    contact_chat = _answer()
    contact_toll_free = _answer()
    security_email = _line()
    security_subject = _line()
    reply_days = models.PositiveSmallIntegerField(null=True, blank=True)
    reply_working = models.BooleanField(default=False)
    dpo = models.JSONField(default=dict, blank=True)
    eu_representative = models.JSONField(default=dict, blank=True)
    uk_representative = models.JSONField(default=dict, blank=True)

    offers = _words()
    minimum_age = models.PositiveSmallIntegerField(null=True, blank=True)
    children = _word()
    parental_consent = _words()
    ccpa_revenue = _answer()
    ccpa_consumers = _answer()
    ccpa_selling = _answer()
    laws = WordsField(null=True, blank=True, default=None)

    cookie_banner = _answer()
    cookie_settings_link = _answer()
    cookie_choice_kept = _word()
    local_storage = _words()
    gpc = _word(Signal)
    dnt = _word(Signal)
    not_collected = _words()
    sells_data = _answer()
    shares_for_ads = _answer()
    automated = _word(Automated)
    automated_logic = _text()
    automated_effect = _text()
    storage_where = _words()
    storage_by = _words()
    transfers_stated = models.BooleanField(default=False)
    transfers_scc = _answer()
    transfers_on_request = _answer()
    security = _words()
    breach_hours = models.PositiveSmallIntegerField(null=True, blank=True)
    breach_people = _answer()
    rights_how = _words()
    rights_verify = _words()
    rights_fee = _answer()
    rights_agent = _answer()
    disclosures = _words()
    changes_notice = _words()
    changes_in_advance = _answer()
    changes_archive = _word(Archive)
    links_out = _words()
    optional_sections = _words()

    class Meta:
        ordering = ["-updated", "-pk"]
        verbose_name = _("shop")
        verbose_name_plural = _("shops")

    def __str__(self) -> str:
        return self.name_in(get_language() or "") or self.public_id

    def name_in(self, language: str) -> str:
        texts = self.name or {}
        return str(texts.get(language) or texts.get("") or next(iter(texts.values()), ""))

    def mark_saved(self, step: str) -> None:
        """A step was saved: its optional questions count as seen."""
        if step not in self.saved_steps:
            self.saved_steps = [*self.saved_steps, step]
        self.save(update_fields=["saved_steps", "updated"])


class Taking(models.Model):
    """That a shop without an account was put into one by somebody who had only its private link."""

    shop = models.OneToOneField(Shop, models.CASCADE, related_name="taking")
    at = models.DateTimeField(default=timezone.now)
    taken_from = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+"
    )
    """Who began it, once they have signed in; until then their browser has `Shop.owner_key`."""

    def __str__(self) -> str:
        return f"{self.shop_id}, {self.at:%Y-%m-%d}"


class LibraryMail(models.Model):
    """That an owner wants an e-mail when the clause library changes a policy of theirs."""

    owner = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="library_mail"
    )
    language = models.CharField(max_length=3)
    """Of the e-mails: that of the page on which the owner asked for them."""

    def __str__(self) -> str:
        return f"{self.owner_id} ({self.language})"


class OwnWords(models.Model):
    """The owner's Markdown in one language: instead of a clause, or after the clauses of a section."""

    class Kind(models.TextChoices):
        CLAUSE = "clause", _("instead of a passage")
        SECTION = "section", _("a paragraph of your own")

    shop = models.ForeignKey(Shop, models.CASCADE, related_name="own_words")
    kind = models.CharField(max_length=7, choices=Kind)
    target = models.CharField(max_length=60)
    """The id of the clause or of the section."""
    language = models.CharField(max_length=3)
    markdown = models.TextField(max_length=4000)
    based_on = models.TextField(blank=True, default="")
    """The library's text when the owner last saw it; a newer one is shown beside the owner's."""
    updated = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["target", "language"]
        constraints = [
            models.UniqueConstraint(
                fields=["shop", "kind", "target", "language"], name="own_words_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.target} ({self.language})"


class Market(models.Model):
    """A place where the shop's customers are: EU, WORLD, a country or a region of one."""

    shop = models.ForeignKey(Shop, models.CASCADE, related_name="markets")
    code = models.CharField(max_length=6)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["shop", "code"], name="market_once")]

    def __str__(self) -> str:
        return self.code


class ShopTool(models.Model):
    """A service that the shop uses: one of the library's, or one of its own (CustomTool)."""

    shop = models.ForeignKey(Shop, models.CASCADE, related_name="tools")
    slug = models.CharField(max_length=50)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["shop", "slug"], name="tool_once")]

    def __str__(self) -> str:
        return self.slug


class CustomTool(models.Model):
    """A service that the catalogue does not know, as the owner described it."""

    shop = models.ForeignKey(Shop, models.CASCADE, related_name="custom_tools")
    slug = models.CharField(max_length=50)
    name = _line()
    group = _word()
    entity = _line()
    country = _word(length=2)
    role = _word()
    data = _words()
    policy_url = _line()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["shop", "slug"], name="custom_tool_once")]

    def __str__(self) -> str:
        return self.name


class Activity(models.Model):
    """One purpose with all that hangs on it (GDPR 13(1)(c)–(f), 13(2)(a))."""

    shop = models.ForeignKey(Shop, models.CASCADE, related_name="activities")
    purpose = models.CharField(max_length=40)
    data = _words()
    about = models.CharField(max_length=40, default="customers")
    source = _words()
    basis = _word()
    interest = _word()
    mandatory = _answer()
    tools = models.ManyToManyField(ShopTool, through="ActivityTool", related_name="activities")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name_plural = "activities"

    def __str__(self) -> str:
        return self.purpose


class ActivityTool(models.Model):
    """That an activity's data goes to a tool."""

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="uses")
    tool = models.ForeignKey(ShopTool, models.CASCADE, related_name="uses")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["activity", "tool"], name="activity_tool_once")
        ]

    def __str__(self) -> str:
        return f"{self.activity_id}: {self.tool_id}"


class RetentionPeriod(models.Model):
    """How long an activity's data is kept: for a time after an event, until one, or by criteria."""

    class Kind(models.TextChoices):
        FOR = "for"
        UNTIL = "until"
        CRITERIA = "criteria"

    activity = models.OneToOneField(Activity, models.CASCADE, related_name="keep")
    kind = models.CharField(max_length=8, choices=Kind)
    duration = _word()
    anchor = _word()
    until = _word()
    criteria = _word()
    why = _words()

    def __str__(self) -> str:
        return f"{self.kind} {self.duration or self.until or self.criteria}"
