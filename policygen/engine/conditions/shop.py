"""One shop while its names are derived: its answers, put together once for all families."""

from policygen.engine.conditions.catalogue import Catalogue
from policygen.engine.facts.answered import answered
from policygen.engine.facts.model import Facts
from policygen.engine.library.laws import CHILD_AGE, MINOR_AGE
from policygen.engine.library.model import Library


class Shop:
    """What families look at. Sets of all that is said in any activity; `names` grows stage by stage."""

    def __init__(self, facts: Facts, library: Library, catalogue: Catalogue | None = None):
        self.facts = answered(facts)
        self.typed = facts
        """With what only stands for an answer."""
        self.library = library
        self.catalogue = catalogue or Catalogue(self.facts, library)
        self.names: set[str] = set()
        """What is true so far: the names of the families of the stages before."""
        activities = facts.activities
        self.purposes = {a.purpose for a in activities}
        self.bases = {basis.basis for bases in self.catalogue.bases for basis in bases}
        """Those that hold for somebody under a law that applies, whatever was answered."""
        self.about: frozenset[str] = frozenset().union(*[a.about for a in activities])
        self.data: frozenset[str] = frozenset().union(*[a.data for a in activities])
        self.sources: frozenset[str] = frozenset().union(*[a.source for a in activities])
        self.recipients = [tool for tool in self.catalogue.used if tool.role != "own"]
        """The services of other companies."""

    @property
    def has_no_site(self) -> bool:
        """It sells only on pages of others: what a site does, it does not."""
        return self.facts.answers.get("own_site") is False

    @property
    def child_age(self) -> int:
        """From this age on nobody is a child, on the day from which the policy is in force."""
        return self.library.amount(*CHILD_AGE, self.facts.effective)

    @property
    def minor_age(self) -> int:
        return self.library.amount(*MINOR_AGE, self.facts.effective)
