"""Who uses a word, a service or a passage of the library, published or not, before it is deleted."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import CharField, Exists, OuterRef, Q, QuerySet, TextField
from django.db.models.functions import Cast
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from policygen.engine.facts.reading import FactsError, make_facts
from policygen.engine.library.model import Library
from policygen.publishing.models import Policy, Version
from policygen.publishing.published_use import newest_versions
from policygen.releases.current import current_library
from policygen.shops import library_words
from policygen.shops.models import (
    Activity,
    CustomTool,
    OwnWords,
    RetentionPeriod,
    Shop,
    ShopTool,
)


@dataclass(frozen=True)
class Uses:
    """`published`: policies that say it, or whose owner has answered it since."""

    published: int
    unpublished: int

    def __bool__(self) -> bool:
        return bool(self.published or self.unpublished)

    def __str__(self) -> str:
        if not self:
            return _("No published policy and no other shop uses it.")
        published = ngettext(
            "%(number)d published policy", "%(number)d published policies", self.published
        )
        others = ngettext(
            "%(number)d shop that is not published",
            "%(number)d shops that are not published",
            self.unpublished,
        )
        return _("Used by %(policies)s and %(shops)s.") % {
            "policies": published % {"number": self.published},
            "shops": others % {"number": self.unpublished},
        }


def kind_of(path: str) -> str | None:
    """The kind of word that a file's entries are, as answers name it; None where they name none."""
    folder, _slash, name = path.removesuffix(".yaml").partition("/")
    kind = name if folder == "vocabulary" else folder
    return kind if kind in _ANSWERED else None


def uses_of(path: str, key: str) -> Uses | None:
    """Three queries, however many shops there are; None where shops do not choose such entries."""
    kind = kind_of(path)
    if kind is None:
        return None
    using = _answering(kind, key)
    published = {pk for pk, is_published in using if is_published}
    others = sum(not is_published for _pk, is_published in using)
    return Uses(len(published | set(_saying(kind, key))), others)


# -- published versions ------------------------------------------------------------------------------


def _saying(kind: str, slug: str) -> Iterator[int]:
    """The shops whose newest version was made from such an answer. The database finds those that hold the
    word at all, the facts' own rules whether they hold it as a word of this kind."""
    without = _without(current_library(), kind, slug)
    versions = Version.objects.filter(pk__in=newest_versions())
    found = versions.alias(text=Cast("facts", TextField())).filter(text__contains=f'"{slug}"')
    for shop, facts in found.values_list("policy__shop_id", "facts").iterator():
        if _lacks(facts, without, kind, slug):
            yield shop


def _without(library: Library, kind: str, slug: str) -> Library:
    if kind == "tools":
        return replace(library, tools={s: t for s, t in library.tools.items() if s != slug})
    if kind == "clauses":
        return replace(library, clauses=tuple(c for c in library.clauses if c.id != slug))
    if kind not in library.vocabulary:
        return library
    terms = {s: t for s, t in library.vocabulary[kind].items() if s != slug}
    return replace(library, vocabulary={**library.vocabulary, kind: terms})


def _lacks(facts: dict[str, Any], library: Library, kind: str, slug: str) -> bool:
    kinds = {kind, "sources"} if kind == "tools" else {kind}
    try:
        make_facts(facts, library)
    except FactsError as error:
        missing = [p.params for p in error.problems if p.code == "unknown_slug"]
        return any(p["value"] == slug[:40] and p["kind"] in kinds for p in missing)
    return False


# -- answers -----------------------------------------------------------------------------------------


def _answering(kind: str, slug: str) -> list[tuple[int, bool]]:
    """(shop, whether it is published) of those whose answers name the word. One query."""
    here = _named(Shop.objects.all(), _OF_SHOPS, kind, slug)
    using = Q(pk__in=here.values("pk")) | Q(pk__in=_rows(kind, slug))
    published = Exists(Policy.objects.filter(shop=OuterRef("pk"), versions__isnull=False))
    return list(Shop.objects.filter(using).order_by().values_list("pk", published))


def _rows(kind: str, slug: str) -> QuerySet[Any, Any]:
    """The shops with such a word in the tables that hang on them."""
    activities = _named(Activity.objects.all(), library_words.ACTIVITY, kind, slug)
    if kind == "tools":
        activities = activities | _named(Activity.objects.all(), {"source": "tools"}, kind, slug)
    of_shops: list[QuerySet[Any, Any]] = [
        activities.order_by().values("shop"),
        _named(CustomTool.objects.all(), library_words.CUSTOM_TOOL, kind, slug)
        .order_by()
        .values("shop"),
        _named(RetentionPeriod.objects.all(), library_words.KEEP, kind, slug).values(
            "activity__shop"
        ),
    ]
    if kind == "tools":
        of_shops.append(ShopTool.objects.filter(slug=slug).order_by().values("shop"))
    if kind == "clauses":
        own = OwnWords.objects.filter(kind=OwnWords.Kind.CLAUSE, target=slug)
        of_shops.append(own.order_by().values("shop"))
    return of_shops[0].union(*of_shops[1:])


def _named(
    rows: QuerySet[Any, Any], columns: dict[str, str], kind: str, slug: str
) -> QuerySet[Any, Any]:
    """A list of words is JSON, in which each stands between quotation marks."""
    found = Q(pk__in=())
    for name in (name for name, of in columns.items() if of == kind):
        if isinstance(rows.model._meta.get_field(name), CharField):
            found |= Q(**{name: slug})
        else:
            rows = rows.alias(**{f"{name}_text": Cast(name, TextField())})
            found |= Q(**{f"{name}_text__contains": f'"{slug}"'})
    return rows.filter(found)


_OF_SHOPS = {**library_words.COLUMNS, "own_cookies": "local_storage"}
"""Cookies by name are rows, which say what each keeps."""
_ANSWERED = {
    *library_words.COLUMNS.values(),
    *library_words.ACTIVITY.values(),
    *library_words.KEEP.values(),
    *library_words.CUSTOM_TOOL.values(),
    "clauses",
}
