"""From the models to the facts file's form: what was not answered is left out."""

from policygen.engine.facts.model import Facts
from policygen.engine.facts.reading import make_facts
from policygen.engine.library.model import Library
from policygen.releases.current import current_library
from policygen.shops.answers.answers import Answers, load_parts
from policygen.shops.models import Shop
from policygen.shops.models.kinds import Data, given

__all__ = ["Data", "facts_of", "given", "load_parts", "shop_data"]


def facts_of(shop: Shop, library: Library | None = None) -> Facts:
    """By the current library where none is given. Raises FactsError while a required answer is missing."""
    return make_facts(shop_data(shop), library or current_library())


def shop_data(shop: Shop, also: tuple[str, ...] = ()) -> Data:
    """The whole of a facts file, as far as it was answered (Answers.data)."""
    return Answers.of(shop).data(also)
