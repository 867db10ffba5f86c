"""Ada and Aron write, Rita reviews, Petro releases: two releases, and the draft after them."""

from making import desk, edition
from making.fixed import clock
from making.people import editor, first_editor

from policygen.draft.models import Entry

RIGHTS, OTHER, PAYMENTS = "clauses/rights.yaml", "tools/other.yaml", "tools/payments.yaml"
GENERAL = (RIGHTS, "rights-general")


def service(slug: str, name: str) -> list[tuple[str, str]]:
    """What is filled in of a new one."""
    named = [("new-entry", slug), ("name: ''", f"name: {name}")]
    return [*named, ("countries: []", "countries: [UA]"), ("receives: []", "receives: [email]")]


def notes(english: str, ukrainian: str) -> dict[str, str]:
    return {"note:en:": english, "note:uk:": ukrainian}


class Desk:
    def __init__(self) -> None:
        self.ada, self.aron = first_editor("ada"), editor("aron")
        self.rita, self.petro = editor("rita"), editor("petro")

    def say(self, place: tuple[str, str], english: str, ukrainian: str, why: str = "") -> Entry:
        typed = {"text_en": f"{english}\n", "text_uk": f"{ukrainian}\n"}
        return desk.change(self.ada, desk.entry(*place), why, **typed)

    def approved(self, *rows: Entry) -> None:
        for row in rows:
            desk.approve(self.rita, row)

    def first_release(self) -> None:
        general = self.say(GENERAL, "You may ask us about it.", "Ви можете нас запитати.")
        desk.remark(self.rita, general, "Shorter, please.")
        self.approved(
            self.say(GENERAL, "You may ask.", "Ви можете запитати.", "Shorter"),
            self.say(
                ("clauses/automated.yaml", "automated-none"),
                "Nothing is decided by machine alone.",
                "Ми не ухвалюємо суто автоматичних рішень.",
                "Plainer",
            ),
            *self.moved(),
            *self.reworded(),
            # The entry before a new last one changes with it, in that version of the program.
            desk.replace(self.aron, desk.entry(OTHER, "sentry"), "[сентрі]", "[сентрі, sentry.io]"),
            desk.add(self.aron, OTHER, *service("parcelbee", "Parcel Bee")),
            desk.delete(self.ada, desk.entry("tools/crm.yaml", "pipedrive")),
            desk.restore(self.ada, desk.delete(self.ada, desk.entry("tools/gem_lab.yaml", "igi"))),
        )
        clock.on(10, 10)
        desk.release(self.petro, notes("Plainer words.", "Простіші слова."))

    def moved(self) -> list[Entry]:
        within = desk.entry(RIGHTS, "rights-review")
        across = desk.entry("clauses/links.yaml", "links-general")
        return [
            desk.move(self.ada, within, RIGHTS, "rights-verify"),
            desk.move(self.ada, across, "clauses/contact.yaml", "contact-reply"),
        ]

    def reworded(self) -> list[Entry]:
        word = desk.entry("vocabulary/security.yaml", "https")
        stripe = desk.entry(PAYMENTS, "stripe")
        return [
            desk.replace(self.aron, word, "The site uses", "Our site uses", "Ours"),
            desk.replace(self.aron, stripe, "aliases: [", "aliases: [stripe checkout, "),
        ]

    def second_release(self) -> None:
        clock.on(10, 20)
        asks = desk.entry("requirements/general.yaml", "AIACT-50")
        self.approved(
            self.say(GENERAL, "You may always ask.", "Ви завжди можете запитати.", "Kinder"),
            desk.replace(self.aron, asks, "the conversation starts", "the chat begins"),
        )
        clock.on(10, 25)
        desk.release(self.petro, notes("Kinder words.", "Привітніші слова."))

    def draft_of_today(self) -> None:
        """What made a release impossible in that version, and what did not."""
        clock.on(11, 20)
        desk.add(self.aron, PAYMENTS, *service("paypenny", "Pay Penny"))
        desk.add_clause(
            self.ada,
            "security-visits",
            "security",
            all="offers:courses",
            reviewed="2026-11-20",
            text_en="Visitors sign in at the door.\n",
            text_uk="Відвідувачі записуються біля дверей.\n",
        )
        # Of two neighbours that change places that version takes the other for the one that moved.
        desk.move(self.ada, desk.entry(RIGHTS, "rights-free"), RIGHTS, "rights-verify")
        self.say(edition.CONTESTED, "So that it stays true.", "Щоб вона лишалася правдивою.")
        self.approved(self.say(GENERAL, "Just ask.", "Просто запитайте.", "Shorter still"))
        word = desk.entry("vocabulary/security.yaml", "encryption_at_rest")
        word = desk.replace(self.aron, word, "Stored data is", "What we store is", "Plainer")
        desk.remark(self.rita, word, "In Ukrainian too?")
        self.approved(desk.delete(self.aron, desk.entry(OTHER, "parcelbee")))

    def kept_for_tomorrow(self) -> None:
        """A rehearsal that is under way, and notes that are typed and not released."""
        self.petro.post(f"{desk.DESK}/release/next/rehearse/", {"go": "start"})
        typed = notes("For later.", "На потім.")
        self.petro.post(f"{desk.DESK}/release/next/", {**typed, "go": "keep"})
