"""`make mutants`: break the code in one place after another, and see the tests of that place fail.

Each is tried in a copy of this tree. A mutant that survives is a promise that no test holds: it gets a test.
A number or a path among the arguments (`ARGS=`) tries only those.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Mutant:
    """`old` stands in the file exactly once. `tests`: those of its module, of which one has to fail."""

    path: str
    old: str
    new: str
    tests: tuple[str, ...]

    def found(self, root: Path = ROOT) -> int:
        """How often the old text stands there."""
        file = root / self.path
        return file.read_text("utf-8").count(self.old) if file.is_file() else 0

    def __str__(self) -> str:
        return f"{self.path}: {self.old.strip().splitlines()[0]}"


def mutant(path: str, old: str, new: str, *tests: str) -> Mutant:
    return Mutant(f"policygen/{path}", old, new, tuple(f"tests/{test}" for test in tests))


CORE = (
    # A clause that must not stand with some answer stands with it.
    mutant(
        "engine/library/schema.py",
        "            and true.isdisjoint(self.none)\n",
        "",
        "engine/conditions",
    ),
    # Two names that exclude each other are thought possible together.
    mutant(
        "engine/conditions/world.py",
        "if true & false or any(len(group & true) > 1 for group in self.at_most_one):",
        "if true & false:",
        "engine/conditions",
    ),
    # A policy whose languages say different things is published.
    mutant(
        "engine/policy/gate.py",
        "if first.publishable and not unequal:",
        "if first.publishable:",
        "engine/policy/test_gate.py",
    ),
    # Numbers that the owner typed for one language keep a policy back.
    mutant(
        "engine/policy/gate.py",
        '        text = text.replace(own, "")\n',
        "        pass\n",
        "engine/policy/test_gate.py",
    ),
    # One passage in own words is enough for nobody to check what ours still meets.
    mutant(
        "engine/policy/coverage.py",
        "own.issuperset(ids)",
        "not own.isdisjoint(ids)",
        "engine/policy/test_coverage.py",
    ),
    # What a shop may do is called its duty.
    mutant(
        "engine/policy/coverage.py",
        ' and r.level != "may"',
        "",
        "engine/policy/test_coverage.py",
    ),
    # What the law asks to keep is called kept too long.
    mutant(
        "engine/law/retention.py",
        "max(rule.maximum.days, duty.minimum.days if duty and duty.minimum else 0)",
        "rule.maximum.days",
        "engine/law/test_retention.py",
    ),
    # Records that may go any day are thought kept long enough.
    mutant(
        "engine/law/retention.py",
        "if keep.until in _ANY_DAY:",
        "if not keep.until:",
        "engine/law/test_retention.py",
    ),
    # Who sells to a single country of the EEA is not under the GDPR.
    mutant(
        "engine/law/applying.py",
        'if world or "EU" in where or countries & EEA:',
        'if world or "EU" in where:',
        "engine/law/test_applying.py",
    ),
    # What an owner says of the laws is overruled.
    mutant(
        "engine/law/applying.py",
        "if facts.laws is not None:",
        "if facts.laws:",
        "engine/law/test_applying.py",
    ),
    # «5 місяці».
    mutant(
        "engine/language/phrases.py",
        '"uk": ("one", "few", "many")',
        '"uk": ("one", "many", "few")',
        "engine/language",
    ),
    # «протягом 24 місяці».
    mutant(
        "engine/language/phrases.py",
        'forms = cases.get(case, cases["nominative"])[noun]',
        'forms = cases["nominative"][noun]',
        "engine/language",
    ),
)

ABOVE = (
    # A shop that was put into an account stays open to the browser that it was begun in.
    mutant(
        "shops/access.py",
        "return mine & _reached_without_account()",
        "return mine",
        "shops/test_access.py",
        "shops/test_taking.py",
    ),
    # A private link opens a shop that belongs to an account since.
    mutant(
        "shops/access.py",
        "filter(_reached_without_account(), resume_key=key)",
        "filter(resume_key=key)",
        "shops/test_link.py",
        "shops/test_taking.py",
    ),
    # A shop goes the first time that it is seen to be due.
    mutant(
        "shops/expiry.py",
        "due_since__lte=moment - APART",
        "due_since__lte=moment",
        "shops/test_expiry.py",
    ),
    # Publishing twice makes two versions.
    mutant(
        "publishing/publishing.py",
        "same = latest if latest and _says_the_same(latest, facts, library) else None",
        "same = None",
        "publishing/test_publishing.py",
    ),
    # After publishing the owner stands where they were.
    mutant(
        "publishing/views.py",
        'tell(request, version, made=made)\n    return redirect("policies:published", shop.public_id)',
        'tell(request, version, made=made)\n    return redirect("shops:review", shop.public_id)',
        "publishing/test_owner_views.py",
    ),
    # What is published changes.
    mutant(
        "common/stored_once.py",
        "if not self._state.adding:",
        "if self._state.adding is None:",
        "draft/test_releases.py",
        "publishing/test_publishing.py",
    ),
    # What was brought back asks the owner all the same.
    mutant(
        "updates/notices.py",
        "if made and not _would_read_otherwise(policy):",
        "if not made:",
        "updates",
    ),
    # Of one's own change only the last is one's own.
    mutant(
        "draft/approval.py",
        "return any(revision.author_id == user.pk for revision in found)",
        "return any(revision.author_id == user.pk for revision in last)",
        "draft/test_second_step.py",
    ),
    # An upgrade writes over what an editor changed.
    mutant("draft/merging.py", "        return row.edited\n", "        return False\n", "draft"),
    # A release has the number of one that ships.
    mutant(
        "draft/releases.py",
        "return max(newest, shipped_library().release) + 1",
        "return newest + 1",
        "draft/test_releases.py",
    ),
    # A code may be guessed as often as one likes.
    mutant(
        "accounts/sign_in.py",
        'return counted(f"code|{self._process}", self.max_attempts, 2 * self.timeout)',
        "return True",
        "accounts",
    ),
    # The password alone opens the desk.
    mutant(
        "accounts/second_factor/desk.py",
        "return super().has_permission(request) and passed(request)",
        "return super().has_permission(request)",
        "accounts/test_second_factor.py",
    ),
)
MUTANTS = (*CORE, *ABOVE)


def main(wanted: list[str]) -> None:
    chosen = [m for n, m in enumerate(MUTANTS, 1) if not wanted or _is_in(wanted, n, m)]
    lost = [mutant for mutant in chosen if mutant.found() != 1]
    if lost:
        sys.exit("\n".join(f"not there, or more than once: {mutant}" for mutant in lost))
    with tempfile.TemporaryDirectory() as folder:
        tree = copied(Path(folder) / "tree")
        told = run(tree, tuple(dict.fromkeys(test for m in chosen for test in m.tests)))
        if told.returncode:
            sys.exit(f"{told.stdout}\nThe tests fail as it is: nothing can be said of any mutant.")
        survived = [m for number, m in enumerate(chosen, 1) if not killed(m, tree, number)]
    if survived:
        sys.exit(f"{len(survived)} of {len(chosen)} survived.")
    print(f"All {len(chosen)} were noticed.")


def _is_in(wanted: list[str], number: int, mutant: Mutant) -> bool:
    return any(word == str(number) or word in mutant.path for word in wanted)


def copied(tree: Path) -> Path:
    """What git knows of, as it is now, and what is new and not ignored."""
    git = ["git", "-C", str(ROOT), "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(git, check=True, capture_output=True, text=True).stdout.split("\0")
    for name in filter(None, names):
        if (ROOT / name).is_file():
            (tree / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, tree / name)
    return tree


def killed(mutant: Mutant, tree: Path, number: int) -> bool:
    """Whether a test fails of it. Tells it, with the first that does."""
    file = tree / mutant.path
    before = file.read_text("utf-8")
    write(file, before.replace(mutant.old, mutant.new), number)
    told = run(tree, mutant.tests)
    write(file, before, -number)
    failed = [line for line in told.stdout.splitlines() if line.startswith("FAILED")]
    by = failed[0].split()[1] if failed else f"NOTHING (pytest ended with {told.returncode})"
    print(f"{mutant}\n    {by}", flush=True)
    return bool(failed)


def write(file: Path, text: str, number: int) -> None:
    """At a time of its own: what is compiled goes by length and time of the source."""
    file.write_text(text, "utf-8")
    moment = time.time() + 60 * number
    os.utime(file, (moment, moment))


def run(tree: Path, tests: tuple[str, ...]) -> "subprocess.CompletedProcess[str]":
    """Up to the first that fails."""
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-x",
        "-p",
        "no:cacheprovider",
        "-p",
        "no:xdist",
    ]
    environment = {**os.environ, "POLICYGEN_DEBUG": "1", "POLICYGEN_TESTS": "all"}
    return subprocess.run(
        [*command, *tests], cwd=tree, env=environment, capture_output=True, text=True
    )


if __name__ == "__main__":
    main(sys.argv[1:])
