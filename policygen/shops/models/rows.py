"""What hangs on a shop: places, services, purposes, and the owner's own words."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from policygen.shops.models import columns
from policygen.shops.models.shop import Shop


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
    slug = columns.of_a_row(models.CharField(max_length=50), "slug")
    name = columns.text("name")
    group = columns.word("group", "tool_groups")
    entity = columns.text("entity")
    country = columns.word("country", length=2)
    role = columns.word("role", "roles")
    data = columns.words("data", "data")
    cookies = columns.cookies("cookies")
    policy_url = columns.line("policy_url")

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["shop", "slug"], name="custom_tool_once")]

    def __str__(self) -> str:
        return self.slug

    def named(self, language: str) -> str:
        """In the first language that it has where it has not this one."""
        texts = self.name or {}
        return str(texts.get(language) or texts.get("") or next(iter(texts.values()), ""))


def customers() -> list[str]:
    """Whose data it is where nothing else is said."""
    return ["customers"]


class Activity(models.Model):
    """One purpose with all that hangs on it (GDPR 13(1)(c)–(f), 13(2)(a))."""

    shop = models.ForeignKey(Shop, models.CASCADE, related_name="activities")
    purpose = columns.of_a_row(models.CharField(max_length=40), "purpose", words="purposes")
    data = columns.words("data", "data")
    about = columns.word_or_words("about", "about", default=customers)
    source = columns.words("source", "sources")
    """A service may be a source, too."""
    basis = columns.word("basis", "bases")
    interest = columns.word("interest", "interests")
    mandatory = columns.yes_no("mandatory")
    optional = columns.words("optional", "data")
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
    duration = columns.word("for", of="for")
    anchor = columns.word("after", "keep_anchors", of="for")
    until = columns.word("until", "keep_until", of="until")
    criteria = columns.word("criteria", "keep_criteria", of="criteria")
    why = columns.words("why", "keep_reasons")

    def __str__(self) -> str:
        return f"{self.kind} {self.duration or self.until or self.criteria}"
