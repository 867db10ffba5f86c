"""Which of the tests `make test` takes (conftest.py)."""

import os

import pytest


@pytest.mark.few(3)
@pytest.mark.parametrize("number", range(8))
def test_a_few_of_many(number: int, request: pytest.FixtureRequest) -> None:
    """Spread over them; all of them in CI, and for whoever names the file."""
    here = [item for item in request.session.items if item.path.name == "test_choosing.py"]
    named = "test_choosing.py" in " ".join(request.config.invocation_params.args)
    everything = named or os.environ.get("POLICYGEN_TESTS") == "all"
    taken = range(0, 8, 1 if everything else 3)
    assert [item.name for item in here] == [f"test_a_few_of_many[{n}]" for n in taken]
