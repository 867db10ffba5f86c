"""`make bench AGAINST=<revision>`: this checkout beside another revision, measured in turns in one run.

The revision is checked out in a git worktree in a temporary folder and runs in processes of its own, with
the same interpreter and packages. Processor time (time.process_time), medians; the machine's own load
meets both sides alike, since they take turns. `--bytes`: a revision whose policies must be the same,
byte by byte; without it differences are only told.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import geometric_mean, median
from typing import IO, Any

ROOT = Path(__file__).resolve().parent.parent
PROBE = Path(__file__).with_name("bench_probe.py")
FRESH = (
    ("the library that ships is read and compiled", "library"),
    ("the same as a release that was checked when it was made", "library released"),
    ("from the start of a process to its first policy", "first"),
    ("from the start of a server to its first page", "page"),
)

Table = Callable[[Sequence[str], Sequence[Sequence[str]]], None]


@dataclass(frozen=True)
class Side:
    """A checkout, and a data folder of its own that its migrations have made."""

    checkout: Path
    data: Path

    @property
    def environment(self) -> Mapping[str, str]:
        own = {name: value for name, value in os.environ.items() if "POLICYGEN" not in name}
        own.pop(
            "PYTHONDONTWRITEBYTECODE", None
        )  # a server finds compiled modules from its second start on
        return own | {
            "PYTHONPATH": str(self.checkout),
            "PYTHONWARNINGS": "ignore",
            "POLICYGEN_DATA": str(self.data),
            "POLICYGEN_SECRET_KEY": "measured, and then forgotten",
        }

    def prepare(self) -> None:
        self.data.mkdir()
        for command in (["migrate", "-v0"], ["compile_catalogues", "-v0"]):
            subprocess.run(
                [sys.executable, "manage.py", *command],
                cwd=self.checkout,
                env=self.environment,
                check=True,
                stdout=subprocess.DEVNULL,
            )

    def start(self, *command: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, str(PROBE), *command],
            cwd=self.checkout,
            env=self.environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def ask(self, command: str) -> Any:
        """The answer of a process that is there for this question alone."""
        process = self.start(*command.split())
        told, _ = process.communicate()
        if process.returncode:
            sys.exit(f"{self.checkout}: {command} fails")
        return json.loads(told)


def bench(against: str, same_bytes: str | None, runs: int, pdf: bool, print_table: Table) -> None:
    with ExitStack() as stack:
        old, new = stack.enter_context(side(against)), stack.enter_context(side(None))
        print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, medians of {runs} runs\n")
        composing(old, new, runs, print_table)
        starting(old, new, max(3, runs // 2), print_table)
        as_bytes = "bytes pdf" if pdf else "bytes"
        ours = new.ask(as_bytes)
        tell_bytes(against, differing(old.ask(as_bytes), ours), len(ours))
        if same_bytes:
            other = stack.enter_context(side(same_bytes))
            if tell_bytes(same_bytes, differing(other.ask(as_bytes), ours), len(ours)):
                sys.exit(1)


@contextmanager
def side(revision: str | None) -> Iterator[Side]:
    """The revision in a worktree that goes away again; None: what lies here, committed or not."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "checkout"
        if revision is not None:
            git("worktree", "add", "--detach", "--quiet", str(place), revision)
        found = Side(place if revision else ROOT, Path(folder) / "data")
        try:
            found.prepare()
            yield found
        finally:
            if revision is not None:
                git("worktree", "remove", "--force", str(place))


def git(*command: str) -> None:
    subprocess.run(["git", "-C", str(ROOT), *command], check=True)


def composing(old: Side, new: Side, runs: int, print_table: Table) -> None:
    """Compose + HTML in warm processes, every example in every language."""
    sides = [one.start("policies") for one in (old, new)]
    shops = [json.loads(pipe(one.stdout).readline()) for one in sides][1]
    rows, ratios = [], []
    for name, languages in shops.items():
        for language in sorted(languages):
            question = f"{name} {language}"
            words = [answer(one, f"{question} words") for one in sides]
            before, now = in_turns(sides, f"{question} 40", runs)
            ratios.append(before / now)
            per_thousand = [f"{t * 1e6 / w:.2f}" for t, w in zip((before, now), words, strict=True)]
            rows.append([name, language, f"{words[1]:,}", *per_thousand, f"{ratios[-1]:.1f}"])
    for one in sides:
        pipe(one.stdin).close()
        one.wait()
    rows.append(["all (geometric mean)", "", "", "", "", f"{geometric_mean(ratios):.1f}"])
    print_table(
        ["compose + HTML", "", "words", "before, ms per 1,000", "now", "times faster"], rows
    )


def in_turns(sides: Sequence[subprocess.Popen[str]], question: str, runs: int) -> list[float]:
    """The median of each, after one run that does not count."""
    told = [[answer(one, question) for one in sides] for _ in range(runs + 1)]
    return [median(times) for times in zip(*told[1:], strict=True)]


def answer(process: subprocess.Popen[str], question: str) -> Any:
    print(question, file=pipe(process.stdin), flush=True)
    line = pipe(process.stdout).readline()
    if not line:
        sys.exit(f"{question}: no answer")
    return json.loads(line)


def pipe(end: IO[str] | None) -> IO[str]:
    assert end is not None  # noqa: S101 - Side.start opens both
    return end


def starting(old: Side, new: Side, runs: int, print_table: Table) -> None:
    """What is done once in a process, each time in one that is new."""
    rows = []
    for title, command in FRESH:
        told = [(old.ask(command), new.ask(command)) for _ in range(runs + 1)][1:]
        before, now = (median(t[i]["cpu"] for t in told) for i in (0, 1))
        peaks = (median(t[i]["peak"] for t in told) for i in (0, 1))
        rows.append([title, "", f"{before * 1000:.0f}", f"{now * 1000:.0f}", f"{before / now:.1f}"])
        rows[-1] += [f"{peak:.0f}" for peak in peaks]
    print_table(
        ["in a new process", "", "before, ms", "now", "times faster", "peak before, MiB", "now"],
        rows,
    )


def differing(one: Mapping[str, str], other: Mapping[str, str]) -> list[str]:
    return sorted(name for name in {*one, *other} if one.get(name) != other.get(name))


def tell_bytes(revision: str, differences: Sequence[str], number: int) -> bool:
    if differences:
        print(f"{len(differences)} of {number} policies differ from those of {revision}:")
        print("".join(f"  {name}\n" for name in differences))
    else:
        print(f"all {number} policies are those of {revision}, byte by byte")
    return bool(differences)
