"""One owner's way from the home page to a policy that is ready. It knows no screens: it answers what it
sees, goes on, and goes back where the review sends it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from playwright.sync_api import Locator, Page

from . import controls
from .measure import Measure, measure, shown_names, total
from .owners import Owner

MOST_PAGES = 80
HOME, REVIEW = "home", "review"
_START = "main form button"
_GO_ON = 'main form button[name="go"][value="next"]:not(.on-enter)'
_GO_ON_OTHERWISE = "main form button.btn-primary, main a.btn-primary"
_READY = 'main form[action*="/publish"]'
_ERRORS = 'main [role="alert"].error-summary a[href^="#"]'
_BLOCKERS = "main .obstacles a[href]"
_TO_REVIEW = 'main a[href*="/review/"]:visible, main button[value*="/review/"]:visible'


class WalkStopped(Exception):
    """The wizard asks what this owner cannot answer, or leads nowhere."""


@dataclass
class Walk:
    page: Page
    owner: Owner
    on_leaving: Callable[[str, Page], None] = lambda screen, page: None
    """Called with each screen as it is left."""
    screens: dict[str, Measure] = field(default_factory=dict)
    """In the order in which they were first met, each once and at its longest."""
    returns: int = 0
    told: set[tuple[str, str]] = field(default_factory=set)

    @property
    def wizard(self) -> Measure:
        """All screens between the home page and the review."""
        return total(each for name, each in self.screens.items() if name not in (HOME, REVIEW))

    def run(self, home: str) -> None:
        self.page.goto(home)
        self._leave(HOME, self.page.locator(_START).first)
        followed: set[str] = set()
        for _page in range(MOST_PAGES):
            if self.screen != REVIEW:
                self._answer_screen()
            elif self.page.locator(_READY).count():
                self._note(REVIEW)
                return
            else:
                self._follow_blocker(followed)
        self._stop(f"still not ready after {MOST_PAGES} pages")

    @property
    def screen(self) -> str:
        return urlsplit(self.page.url).path.strip("/").rpartition("/")[2]

    # -- one screen --------------------------------------------------------------------------------

    def _answer_screen(self) -> None:
        screen = self.screen
        self._look_up_errors()
        self._answer()
        self._leave(screen, self._way_on())
        self._check_progress(screen)

    def _way_on(self) -> Locator:
        for way in (_GO_ON, _GO_ON_OTHERWISE):
            if self.page.locator(way).count():
                return self.page.locator(way).first
        raise self._stopped("there is no button that leads on")

    def _answer(self) -> None:
        """Until nothing is left to answer: an answer may show further questions."""
        done: set[str] = set()
        while new := [name for name in self._asked() if name not in done]:
            for name in new:
                if name in shown_names(self.page):  # an answer may hide what another one brought up
                    self._give(name)
            done |= set(new)
            self._tell_folded()

    def _asked(self) -> list[str]:
        return [name for name in shown_names(self.page) if self.owner.answer(name) is not None]

    def _give(self, name: str) -> None:
        required = controls.boxes(self.page, name).first.get_attribute("required") is not None
        controls.give(self.page, name, self.owner.answer(name, required))
        self._remember(name)

    def _tell_folded(self) -> None:
        names = self.page.locator("main form [name]").evaluate_all(
            "all => [...new Set(all.map(one => one.name))]"
        )
        for name in filter(self.owner.is_told, names):
            for word in controls.folded_choices(self.page, name, self.owner.answer(name)):
                controls.find(self.page, name, word)
            self._remember(name)

    def _remember(self, name: str) -> None:
        """What of the answer is now chosen or typed."""
        key = self.owner.key(name) or name
        chosen = controls.boxes(self.page, name).evaluate_all(
            "all => all.filter(one => !('checked' in one) || one.checked"
            " || !['radio', 'checkbox'].includes(one.type)).map(one => one.value)"
        )
        self.told |= {(key, value) for value in chosen}

    def untold(self) -> list[str]:
        """What the owner wanted to say and no screen took: the description or the wizard lacks something."""
        wanted = [(key, str(each)) for key, value in self.owner.tells.items() for each in value]
        return [f"{key}: {value}" for key, value in wanted if (key, value) not in self.told]

    # -- what the page demands -----------------------------------------------------------------------

    def _look_up_errors(self) -> None:
        for link in self.page.locator(_ERRORS).all():
            self._open(unquote((link.get_attribute("href") or "")[1:]), link.inner_text())

    def _open(self, anchor: str, demand: str) -> None:
        """Unfold what a link leads to, and in it what this owner can answer."""
        target = self.page.locator(f'[id="{anchor}"]')
        if not target.count():
            raise self._stopped(f"“{demand}” leads to #{anchor}, which is not there")
        controls.unfold(target)
        within = target.locator("xpath=descendant-or-self::*[@name]")
        names = list(dict.fromkeys(within.evaluate_all("all => all.map(one => one.name)")))
        answerable = [name for name in names if self.owner.answer(name) is not None]
        if not answerable:
            asked = ", ".join(names) or "no question at all"
            raise self._stopped(f"“{demand}” leads to #{anchor} ({asked}): no answer to that")
        for name in answerable:
            controls.unfold(controls.boxes(self.page, name).first)

    def _check_progress(self, before: str) -> None:
        errors = self.page.locator(_ERRORS)
        if self.screen != before or not errors.count():
            return
        refused = errors.all_inner_texts()
        self._answer_screen_again(refused)

    def _answer_screen_again(self, refused: list[str]) -> None:
        self._look_up_errors()
        self._answer()
        screen = self.screen
        self._leave(screen, self._way_on())
        still = self.page.locator(_ERRORS).all_inner_texts()
        if self.screen == screen and still == refused:
            raise self._stopped("the same errors again: " + "; ".join(still))

    def _follow_blocker(self, followed: set[str]) -> None:
        links = self.page.locator(_BLOCKERS)
        if not links.count():
            raise self._stopped("the review is not ready and leads nowhere")
        demand, address = links.first.inner_text(), links.first.get_attribute("href") or ""
        if demand in followed:
            raise self._stopped(f"“{demand}” is still there after its question was answered")
        followed.add(demand)
        self.returns += 1
        self._leave(REVIEW, links.first)
        self._open(unquote(urlsplit(address).fragment), demand)
        self._answer_screen()
        if self.screen != REVIEW and self.page.locator(_TO_REVIEW).count():
            self._leave(self.screen, self.page.locator(_TO_REVIEW).first, noted=False)

    # -- leaving -------------------------------------------------------------------------------------

    def _leave(self, screen: str, way: Locator, noted: bool = True) -> None:
        if noted:
            self._note(screen)
        with self.page.expect_navigation():
            way.click()

    def _note(self, screen: str) -> None:
        self.screens[screen] = self.screens.get(screen, Measure()).joined(measure(self.page))
        self.on_leaving(screen, self.page)

    def _stop(self, why: str) -> None:
        raise self._stopped(why)

    def _stopped(self, why: str) -> WalkStopped:
        return WalkStopped(f"{self.owner.slug}, screen “{self.screen}”: {why}")
