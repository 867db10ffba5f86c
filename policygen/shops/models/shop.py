"""A shop's answers in the database. Their words are those of the facts file (docs/facts.md).

Lists of words and typed texts are JSON: nothing is ever looked up by them. What is asked per purpose
(data, basis, tools, period) has tables of its own (rows.py).
"""

import datetime

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from policygen.shops.models import columns, kinds
from policygen.shops.models.choices import Archive, Automated, Signal

PUBLIC_ID_LENGTH = 16
PUBLIC_ID_ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789"


def new_public_id() -> str:
    """80 bits that nobody guesses, in letters that nobody confuses."""
    return get_random_string(PUBLIC_ID_LENGTH, PUBLIC_ID_ALPHABET)


def today() -> datetime.date:
    return timezone.now().date()


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
    calendar_key = models.CharField(max_length=64, blank=True, default="", db_index=True)
    """What the address carries at which a calendar subscribes to the promises; empty where there is none."""
    created = models.DateTimeField(auto_now_add=True)
    updated = models.DateTimeField(auto_now=True)
    due_since = models.DateTimeField(null=True, editable=False)
    """When it was first seen to be due for deletion (shops/expiry.py)."""
    saved_steps = columns.words_field()
    preset = columns.word("", "presets")
    """The kind of shop that answers were suggested for (presets.presets), or presets.OTHER."""
    done_duties = columns.words_field()
    """Ids of the promises that the owner has ticked off."""
    automatic_updates = models.BooleanField(default=False)
    """Whether a new version is published when the clause library changes, without asking."""

    languages = columns.words("languages")
    effective = columns.of_a_row(models.DateField(default=today), "effective", kinds.DAY)
    name = columns.text("business.name")
    legal_name = columns.text("business.legal_name")
    form = columns.word("business.form", "forms")
    country = columns.word("business.country", length=2)
    region = columns.word("business.region", length=6)
    registration = columns.line("business.registration")
    registration_kind = columns.word("business.registration_kind", "registration_kinds")
    address = columns.text("business.address")
    own_site = columns.yes_no("answers.own_site")
    website = columns.line("business.website")
    other_sites = columns.line("business.other_sites")
    email = columns.line("business.contact.email")
    phone = columns.line("business.contact.phone")
    form_url = columns.line("business.contact.form_url")
    contact_account = columns.yes_no("business.contact.account")
    contact_chat = columns.yes_no("business.contact.chat")
    contact_toll_free = columns.yes_no("business.contact.toll_free")
    security_email = columns.line("business.security_contact.email")
    security_subject = columns.line("business.security_contact.subject")
    reply_days = columns.number("business.replies_within.days")
    reply_working = columns.flag("business.replies_within.working", beside="reply_days")
    dpo = columns.person("business.dpo")
    eu_representative = columns.person("business.eu_representative")
    uk_representative = columns.person("business.uk_representative")
    joint_controller = columns.person("business.joint_controller")
    local_time = columns.yes_no("answers.local_time")

    offers = columns.words("offers", "offers")
    minimum_age = columns.number("customers.minimum_age")
    maximum_age = columns.number("customers.maximum_age")
    children = columns.word("customers.children", "children", alone=True)
    parental_consent = columns.words("customers.parental_consent", "parental_consent")
    children_public = columns.yes_no("answers.children_public")
    ccpa_revenue = columns.yes_no("customers.ccpa_thresholds.revenue")
    ccpa_consumers = columns.yes_no("customers.ccpa_thresholds.consumers_100k")
    ccpa_selling = columns.yes_no("customers.ccpa_thresholds.half_revenue_from_selling")
    laws = columns.words_or_none("laws")

    cookie_banner = columns.yes_no("cookies.banner")
    cookie_settings_link = columns.yes_no("cookies.settings_link")
    cookie_choice_kept = columns.word("cookies.choice_kept")
    local_storage = columns.words("cookies.local_storage", "local_storage")
    own_cookies = columns.cookies("cookies.own")
    platform_statistics = columns.yes_no("answers.platform_statistics")
    sender_on_site = columns.yes_no("answers.sender_on_site")
    gpc = columns.choice("cookies.gpc", Signal)
    dnt = columns.choice("cookies.dnt", Signal)
    twelve_months = columns.yes_no("answers.twelve_months")
    others_marketing = columns.yes_no("answers.others_marketing")
    llm_training = columns.yes_no("answers.llm_training")
    criminal_checks = columns.yes_no("answers.criminal_checks")
    dpo_not_needed = columns.yes_no("answers.dpo_not_needed")
    not_collected = columns.words("not_collected", "data")
    sells_data = columns.yes_no("sells_data")
    shares_for_ads = columns.yes_no("shares_for_ads")
    automated = columns.switch(
        "automated_decisions.made",
        columns.word_field(Automated),
        {Automated.NONE.value: False, Automated.SOME.value: True},
        off="none",
    )
    automated_logic = columns.text("automated_decisions.logic")
    automated_effect = columns.text("automated_decisions.effect")
    storage_where = columns.words("storage.where")
    storage_by = columns.words("storage.by", "tools")
    backups_kept = columns.word("storage.backups_kept")
    transfers_stated = columns.switch(
        "transfers.stated", models.BooleanField(default=False), {False: False, True: True}
    )
    transfers_scc = columns.yes_no("transfers.scc", beside="transfers_stated")
    transfers_signed = columns.words("transfers.signed", "tools", beside="transfers_stated")
    transfers_on_request = columns.yes_no("transfers.on_request", beside="transfers_stated")
    security = columns.words("security", "security")
    only_owner = columns.yes_no("answers.only_owner")
    card_transfer = columns.yes_no("answers.card_transfer")
    not_sold_with_business = columns.yes_no("answers.not_sold_with_business")
    camera_sign = columns.yes_no("answers.camera_sign")
    keepsake_rest = columns.yes_no("answers.keepsake_rest")
    posts_checked = columns.yes_no("answers.posts_checked")
    breach_hours = columns.number("breach_notice.authority_hours")
    breach_people = columns.yes_no("breach_notice.people")
    rights_how = columns.words("rights.how", "rights_channels")
    rights_verify = columns.words("rights.verify", "verification")
    rights_fee = columns.yes_no("rights.fee")
    rights_agent = columns.yes_no("rights.agent")
    disclosures = columns.words("disclosures", "disclosures")
    changes_notice = columns.words("changes.notice", "notices")
    changes_in_advance = columns.yes_no("changes.in_advance")
    changes_archive = columns.choice("changes.archive", Archive)
    links_out = columns.words("links_out", "links_out")
    optional_sections = columns.words("optional_sections")

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
