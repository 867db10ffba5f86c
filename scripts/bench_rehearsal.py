"""`scripts/bench.py --rehearsal`: how many documents a second a rehearsal looks at, and how much memory.

The shops are the examples with other names, ages and markets. Peak memory is that of the process
(resource.getrusage, ru_maxrss), which only grows: what the larger run adds is what more shops cost.
"""

import os
import resource
import sys
import time
from collections.abc import Callable, Iterator
from copy import deepcopy
from itertools import cycle
from typing import Any

CHUNK = 500
MORE_PLACES = ("UA", "EU", "GB", "US-CA", "CA", "BR", "CH")
CASES = ("one clause reworded", "a purpose renamed")
WORDS = (
    ("clauses/purposes.yaml", "purposes-new", "for a new purpose"),
    ("vocabulary/purposes.yaml", "orders", "Taking and fulfilling your orders"),
)
"""Only the touched clause is written anew; or every policy is composed twice."""


def bench(folder: str, full: bool, print_table: Callable[..., None]) -> None:
    os.environ.update(POLICYGEN_DATA=folder, DJANGO_SETTINGS_MODULE="policygen.settings")
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("library", "import", verbosity=0, stdout=open(os.devnull, "w"))  # noqa: SIM115, PTH123
    rows, present = [], 0
    for wanted in (1_000, 10_000) if full else (200, 1_000):
        make_shops(present, wanted)
        present = wanted
        cases = CASES if wanted == 1_000 else CASES[:1]
        rows += [measure(wanted, case) for case in cases]
    print_table(["shops", "", "documents", "seconds", "documents/s", "slices", "peak, MiB"], rows)


def make_shops(present: int, wanted: int) -> None:
    """Published policies in both languages, without pages and files, which no rehearsal reads."""
    from policygen.publishing.models import Policy, Version
    from policygen.shops.models import Shop

    facts = varied()
    for start in range(present, wanted, CHUNK):
        numbers = range(start, min(start + CHUNK, wanted))
        shops = Shop.objects.bulk_create(Shop(name={"": f"Shop {n}"}) for n in numbers)
        policies = Policy.objects.bulk_create(
            Policy(shop=shop, slug=f"shop-{n}") for n, shop in zip(numbers, shops, strict=True)
        )
        Version.objects.bulk_create(
            Version(
                policy=p, number=1, facts=next(facts), library_release=1, effective="2026-11-22"
            )
            for p in policies
        )


def varied() -> Iterator[dict[str, Any]]:
    from policygen.rehearsals.units import example_data, examples

    bases = cycle([example_data(path.stem) for path in examples()])
    for number, base in enumerate(bases):
        data = deepcopy(base)
        data["languages"] = ["uk", "en"]
        data["business"]["name"] = f"Shop {number}"
        data["customers"]["minimum_age"] = 14 + number % 5
        place = MORE_PLACES[number % len(MORE_PLACES)]
        data["customers"]["where"] = list(dict.fromkeys([*data["customers"]["where"], place]))
        yield data


def measure(shops: int, case: str) -> list[str]:
    from policygen.rehearsals import rehearsal, states

    change(case)
    held = rehearsal.start(None)
    compared = states.comparison(held)  # compiled once per process
    start, slices = time.perf_counter(), 0
    while not rehearsal.finished(held):
        rehearsal.go_on(held)
        slices += 1
    took = time.perf_counter() - start
    documents = held.done * 2
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    errors = held.changes.exclude(error="").count()
    if errors:
        sys.exit(f"{errors} shops can't be composed: {held.changes.exclude(error='')[0].error}")
    assert compared.shares_words == (case == CASES[0])  # noqa: S101
    return [
        f"{shops:,}", case, f"{documents:,}", f"{took:.1f}",
        f"{documents / took:.0f}", str(slices), f"{peak:.0f}",
    ]  # fmt: skip


def change(case: str) -> None:
    """The draft differs from the shipped library in this one thing."""
    from django.db.models import F

    from policygen.draft.models import Entry

    for entry in Entry.objects.exclude(text=F("shipped")):
        entry.text = entry.shipped
        entry.save()
    path, key, old = WORDS[CASES.index(case)]
    entry = Entry.objects.get(file__path=path, key=key)
    entry.text = entry.text.replace(old, f"{old} as we said", 1)
    entry.save()
