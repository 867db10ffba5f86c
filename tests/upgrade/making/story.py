"""What happened in the data folder, from August to November."""

from pathlib import Path

from django.core.management import call_command
from making import edition, owners
from making.editors import Desk
from making.fixed import clock
from making.people import Browser, owner

from policygen.draft import merging
from policygen.shops.models import Shop

EXAMPLES = Path("examples")


class Story:
    """Its people and their shops, as far as it has gone."""

    martin: Browser
    olena: Browser
    beads: Shop
    willow: Shop

    def tell(self) -> None:
        self.forgotten_drafts()
        self.first_shops()
        self.drafts_at_every_stage()
        clock.on(10, 7)
        call_command("library", "import", verbosity=0)
        at_the_desk = Desk()
        at_the_desk.first_release()
        self.owners_decide()
        at_the_desk.second_release()
        at_the_desk.draft_of_today()
        clock.on(11, 25)
        merging.merge(edition.later())
        at_the_desk.kept_for_tomorrow()
        self.drafts_of_today()

    def forgotten_drafts(self) -> None:
        """In August: nobody came back, and 30 days are long over."""
        owners.walk(Browser(), owners.TEACHER, 1, name_en="Forgotten Beads")
        browser = Browser()
        shop = owners.walk(browser, owners.JEWELLER, 3, "uk", name_en="Forgotten Willow")
        owners.private_link(browser, shop)

    def first_shops(self) -> None:
        clock.on(10, 1)
        call_command("load_examples", verbosity=0)
        clock.on(10, 2)
        self.martin = owner("martin@example.com")
        self.beads = owners.walk(self.martin, owners.TEACHER)
        owners.publish(self.martin, self.beads)
        owners.promise(self.martin, self.beads, 1)
        # Begun without an account, and taken into one by signing in.
        browser = Browser()
        self.willow = owners.walk(browser, owners.JEWELLER, language="uk")
        self.olena = owner("olena@example.com", "uk", browser)
        self.olena.post("/uk/account/mail/", {"wanted": "yes"})
        owners.publish(self.olena, self.willow)
        wanda = owner("wanda@example.com", "uk")
        amber = owners.walk(wanda, owners.JEWELLER, language="uk", other=owners.ONLY_UKRAINIAN)
        owners.publish(wanda, amber)
        wanda.post(owners.at(amber, "automatic/"), {"automatic": "yes"})

    def drafts_at_every_stage(self) -> None:
        """Martin leaves a shop at every screen; one is ready, one has all that can be added to it."""
        clock.on(10, 5)
        for screens in range(1, 7):
            owners.walk(self.martin, owners.TEACHER, screens, name_en=f"Left at {screens}")
        owners.walk(self.martin, owners.JEWELLER, 4, name_en="Left early", name_uk="Полишене")
        owners.walk(self.martin, owners.TEACHER, name_en="Ready")
        rich = owners.walk(self.martin, owners.JEWELLER, name_en="With all", name_uk="З усім")
        owners.fill(self.martin, rich, "tools", **owners.CUSTOM)
        owners.prefill(self.martin, rich, '<script src="https://js.stripe.com/v3"></script>')
        english, ukrainian = "At our shop **people** decide.", "У нас вирішують **люди**."
        owners.reword(self.martin, rich, "clause", "automated-none", en=english, uk=ukrainian)
        owners.reword(self.martin, rich, "section", "contact", en="Ring twice.", uk="Дзвоніть.")
        owners.promise(self.martin, rich, 1)
        self.martin.post(owners.at(rich, "duplicate/"))
        owners.take_in(self.martin, EXAMPLES / "handcraft-courses.yaml")
        browser, phone = Browser(), Browser()
        linked = owners.walk(browser, owners.TEACHER, 4, name_en="On two devices")
        phone.get(owners.private_link(browser, linked))
        owners.fill(phone, linked, "contact", phone="+1 510 555 0100")

    def owners_decide(self) -> None:
        """Martin leaves his policy as it is; Olena takes the release over, with another answer, and
        publishes a third time with the service that came with it."""
        clock.on(10, 15)
        owners.choose(self.martin, self.beads, "leave")
        owners.fill(self.olena, self.willow, "contact", phone="+380 44 555 01 00")
        owners.choose(self.olena, self.willow, "publish")
        clock.on(10, 18)
        owners.fill(self.olena, self.willow, "tools", tools_other=["parcelbee"])
        orders = self.willow.activities.get(purpose="orders").pk
        owners.fill(self.olena, self.willow, "details", place_parcelbee=orders)
        owners.publish(self.olena, self.willow)

    def drafts_of_today(self) -> None:
        """Changed after publishing, and just begun."""
        clock.on(11, 27)
        owners.fill(self.olena, self.willow, "site", security=["https"])
        owners.fill(self.martin, self.beads, "contact", phone="+1 510 555 0199")
        owners.walk(Browser(), owners.TEACHER, 2, name_en="Of yesterday")
        owners.begin(self.martin)
        owners.begin(Browser(), "uk")
