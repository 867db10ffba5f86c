"""The texts that an owner typed are found without looking into every answer."""

from collections.abc import Iterator

from pydantic import BaseModel

from policygen.engine.facts.fields import Localized
from policygen.engine.facts.model import typed_texts
from tests.cast import example
from tests.paths import SHOPS


def looked_into(model: BaseModel, path: str = "") -> Iterator[tuple[str, Localized]]:
    """Of every answer, whatever its type says."""
    for name in type(model).model_fields:
        value = getattr(model, name)
        rows = enumerate(value) if isinstance(value, tuple) else [("", value)]
        for number, row in rows if name != "own_words" else []:
            place = ".".join(str(step) for step in (path, name, number) if step != "")
            if isinstance(row, Localized):
                yield place, row
            elif isinstance(row, BaseModel):
                yield from looked_into(row, place)


def test_none_is_missed() -> None:
    found = {name: typed_texts(example(name)) for name in SHOPS}
    assert found == {name: [*looked_into(example(name))] for name in SHOPS}
    assert all(len(texts) > 2 for texts in found.values())
