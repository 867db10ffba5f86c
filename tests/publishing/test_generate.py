"""`manage.py generate`: names, options and exit codes as in the facts format."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.core.management import CommandError, call_command

from policygen.engine.formats import FORMATS
from policygen.engine.library.yaml12 import MAX_BYTES
from policygen.publishing.management.commands import generate as command
from tests.cast import changed, unequal_library, written
from tests.full_disk import full_after
from tests.paths import EXAMPLES, ROOT

Generate = Callable[..., list[str]]
TEXTS = ("--format", "html", "--format", "markdown", "--format", "json")


@pytest.fixture(autouse=True)
def english_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"


@pytest.fixture
def generate(out: Path) -> Generate:
    """Runs the command in this process; returns the lines that it printed."""

    def run(*args: str | Path) -> list[str]:
        printed = StringIO()
        call_command("generate", *map(str, args), "--out", str(out), stdout=printed)
        return printed.getvalue().splitlines()

    return run


@pytest.fixture
def facts_file(tmp_path: Path) -> Callable[..., Path]:
    """A file with Silver Willow's answers, changed."""

    def write(changes: dict[str, Any] | None = None) -> Path:
        path = tmp_path / "willow.yaml"
        path.write_text(
            yaml.safe_dump(changed(changes), allow_unicode=True, sort_keys=False), "utf-8"
        )
        return path

    return write


def refused(generate: Generate, *args: str | Path) -> tuple[int, str]:
    with pytest.raises(CommandError) as caught:
        generate(*args)
    return caught.value.returncode, str(caught.value)


def test_it_works(generate: Generate, out: Path) -> None:
    printed = generate(EXAMPLES / "klumandel.yaml", *TEXTS)
    names = [
        f"klumandel.{language}.{ext}" for language in ("uk", "en") for ext in ("html", "md", "json")
    ]
    assert printed == [str(out / name) for name in names]
    assert sorted(path.name for path in out.iterdir()) == sorted(names)
    assert (out / "klumandel.uk.html").read_bytes() == written("klumandel", "uk", "html")
    assert json.loads((out / "klumandel.en.json").read_bytes())["language"] == "en"


def test_without_options_it_writes_every_format_in_every_language(
    generate: Generate, out: Path
) -> None:
    generate(EXAMPLES / "klumandel.yaml")
    assert sorted(path.name for path in out.iterdir()) == sorted(
        f"klumandel.{language}.{suffix}"
        for language in ("en", "uk")
        for suffix in (form.suffix for form in FORMATS.values())
    )
    assert (out / "klumandel.uk.pdf").read_bytes().startswith(b"%PDF-1.7")
    assert (out / "klumandel.uk.docx").read_bytes().startswith(b"PK")


def test_language_and_format_can_be_chosen(generate: Generate, out: Path) -> None:
    generate(EXAMPLES / "klumandel.yaml", "--language", "en", "--format", "markdown")
    assert [path.name for path in out.iterdir()] == ["klumandel.en.md"]


def test_asked_twice_it_writes_once(generate: Generate, out: Path) -> None:
    args = ("--language", "en", "--format", "json", "--format", "json")
    assert generate(EXAMPLES / "klumandel.yaml", *args) == [str(out / "klumandel.en.json")]


def test_json_facts(generate: Generate, out: Path, tmp_path: Path) -> None:
    path = tmp_path / "willow.json"
    path.write_text(json.dumps(changed(), ensure_ascii=False), "utf-8")
    generate(path, *TEXTS)
    assert (out / "willow.uk.md").exists()


def test_a_policy_that_may_not_be_published_is_written_and_exits_1(
    generate: Generate, out: Path, facts_file: Callable[..., Path]
) -> None:
    path = facts_file({"rights.how": ["phone"]})
    assert refused(generate, path, *TEXTS) == (
        1,
        f"{path}: error: People can ask by phone, you say, but you have not given a number."
        " (business.contact.phone; Art. 12(2) GDPR)\nThe policy may not be published yet.",
    )
    assert len(list(out.iterdir())) == 6


def test_languages_that_differ_are_told_and_exit_1(
    generate: Generate, facts_file: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command, "shipped_library", unequal_library)
    path = facts_file()
    told = f"{path}: the languages differ in clause changes-why: a defect of the library"
    assert refused(generate, path, *TEXTS) == (
        1,
        f"{told}\nThe policy may not be published yet.",
    )
    assert refused(generate, path, "--check") == (1, "The policy may not be published yet.")
    assert generate(path, "--check", "--language", "en") == [
        f"{path}: nothing missing, no contradiction"
    ]


def test_an_unmet_requirement_is_named(generate: Generate, facts_file: Callable[..., Path]) -> None:
    path = facts_file({"activities.0.data": ["criminal_record"], "customers.where": ["UA", "EU"]})
    code, text = refused(generate, path, "--check")
    assert (code, text) == (1, "The policy may not be published yet.")
    code, text = refused(generate, path, *TEXTS)
    assert code == 1
    assert text.splitlines()[0].startswith(f"{path}: not met: GDPR, Art. 10")


def test_check_writes_nothing_and_says_what_is_missing(
    generate: Generate, out: Path, facts_file: Callable[..., Path]
) -> None:
    path = facts_file({"security": [], "business.form": "sole_trader"})
    assert generate(path, "--check") == [
        f"{path}: warning: You named no safeguard. Choose those that you really have."
        " (security; Art. 32 GDPR; Art. 24 of Law of Ukraine No. 2297-VI)",
        f"{path}: note: The policy will show your address to everyone. If it is your home, think about a"
        " business address. (business.address; Art. 13(1)(a) GDPR)",
    ]
    assert not out.exists()


def test_check_of_clean_answers(
    generate: Generate, out: Path, facts_file: Callable[..., Path]
) -> None:
    path = facts_file()
    assert generate(path, "--check") == [f"{path}: nothing missing, no contradiction"]
    assert not out.exists()


def test_check_lists_every_problem_of_bad_input(
    generate: Generate, facts_file: Callable[..., Path]
) -> None:
    path = facts_file({"offers": ["jewellery"], "business.form": "firm"})
    code, text = refused(generate, path, "--check")
    assert code == 2
    assert [line.split(": ")[1] for line in text.splitlines()] == ["business.form", "offers[0]"]


def test_it_speaks_ukrainian_to_a_ukrainian_terminal(
    generate: Generate, facts_file: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "uk_UA.UTF-8")
    path = facts_file()
    assert generate(path, "--check") == [f"{path}: усе є, суперечностей немає"]
    code, text = refused(generate, facts_file({"rights.fee": True}), *TEXTS)
    assert code == 1
    assert text.splitlines()[-1] == "Цю політику ще не можна публікувати."
    bad = facts_file({"offers": ["jewellery"], "business.form": "firm"})
    assert refused(generate, bad)[1].endswith(" (і ще 1)")


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b"", "{}: the file is empty."),
        (b"#" * (MAX_BYTES + 1), "{}: the file is larger than 512 KiB."),
        (b"\xff\xfe", "{}:1: the file is not UTF-8 text."),
        (b"a: &a [1]", "{}:1: anchors and aliases (& and *) are not allowed; write the value out."),
        (b"a: !!python/name:len ''", "{}:1: tags such as tag:yaml.org,2002:python/name:len are not allowed."),
        (b"[1]", "{}:1: write keys and values here (key: value)."),
    ],
)  # fmt: skip
def test_bad_files_leave_nothing_behind(
    generate: Generate, out: Path, tmp_path: Path, raw: bytes, message: str
) -> None:
    path = tmp_path / "bad.yaml"
    path.write_bytes(raw)
    assert refused(generate, path) == (2, message.format(path))
    assert not out.exists()


def test_bad_answers_are_told_in_one_line(
    generate: Generate, out: Path, facts_file: Callable[..., Path]
) -> None:
    path = facts_file({"offers": ["jewellery"], "business.form": "firm", "effective": "tomorrow"})
    assert refused(generate, path) == (
        2,
        f"{path}:5: effective: “tomorrow” is not a date; write it as 2026-11-22. (and 2 more)",
    )
    assert not out.exists()


def test_a_file_that_is_not_there(generate: Generate, out: Path, tmp_path: Path) -> None:
    path = tmp_path / "nothing.yaml"
    assert refused(generate, path) == (2, f"{path}: there is no such file.")
    assert refused(generate, tmp_path) == (2, f"{tmp_path}: the file can’t be read.")
    assert not out.exists()


def test_a_language_that_the_shop_does_not_have(
    generate: Generate, out: Path, facts_file: Callable[..., Path]
) -> None:
    path = facts_file({"languages": ["uk"]})
    message = f"{path}: languages: “en” is not possible here; write one of: uk."
    assert refused(generate, path, "--language", "en") == (2, message)
    assert not out.exists()


@pytest.mark.parametrize("args", [("--language", "fr"), ("--format", "odt")])
def test_a_language_or_format_that_does_not_exist(
    generate: Generate, out: Path, facts_file: Callable[..., Path], args: tuple[str, str]
) -> None:
    with pytest.raises(CommandError, match=f"invalid choice: '{args[1]}'"):
        generate(facts_file(), *args)
    assert not out.exists()


def test_a_folder_that_can_not_be_written_to(
    generate: Generate, out: Path, facts_file: Callable[..., Path]
) -> None:
    out.write_text("a file, not a folder")
    assert refused(generate, facts_file(), *TEXTS) == (2, f"{out}: File exists")
    assert out.read_text() == "a file, not a folder"


def test_when_one_file_can_not_be_written_none_is(
    generate: Generate, out: Path, facts_file: Callable[..., Path]
) -> None:
    taken = out / "willow.uk.md"
    taken.mkdir(parents=True)
    before = out / "willow.en.html"
    before.write_text("of last week")
    assert refused(generate, facts_file(), *TEXTS) == (2, f"{taken}: Is a directory")
    assert sorted(out.iterdir()) == [before, taken]
    assert before.read_text() == "of last week"


def test_when_the_disk_is_full_nothing_is_written(
    generate: Generate, out: Path, facts_file: Callable[..., Path]
) -> None:
    path = facts_file()
    with full_after(1000):
        code, text = refused(generate, path, *TEXTS)
    assert (code, text) == (2, f"{out / 'willow.en.html'}: File too large")
    assert not out.exists()


def run(*args: str | Path, folder: Path) -> subprocess.CompletedProcess[str]:
    """The real command line, with a database that does not exist and may not be made."""
    environment = {**os.environ, "LC_ALL": "C.UTF-8", "POLICYGEN_DATA": str(folder / "no-data")}
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    return subprocess.run(
        [sys.executable, str(ROOT / "manage.py"), "generate", *map(str, args)],
        capture_output=True,
        text=True,
        cwd=folder,
        env=environment,
    )


def test_the_command_line(tmp_path: Path, facts_file: Callable[..., Path]) -> None:
    shutil.copy(EXAMPLES / "klumandel.yaml", tmp_path / "klumandel.yaml")
    done = run("klumandel.yaml", "--language", "uk", "--format", "html", folder=tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, "klumandel.uk.html\n", "")
    assert (tmp_path / "klumandel.uk.html").read_bytes() == written("klumandel", "uk", "html")
    assert not (tmp_path / "no-data").exists()


def test_the_command_line_refuses(tmp_path: Path, facts_file: Callable[..., Path]) -> None:
    bad = facts_file({"offers": ["jewellery"]})
    done = run(bad.name, folder=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    line = next(n for n, text in enumerate(bad.read_text().splitlines(), 1) if "jewellery" in text)
    problem = "the catalogue “offers” has no word “jewellery”. Did you mean “jewelry”?"
    assert done.stderr == f"CommandError: willow.yaml:{line}: offers[0]: {problem}\n"
    assert [path.name for path in tmp_path.iterdir()] == ["willow.yaml"]


@pytest.mark.long
def test_the_command_line_says_what_keeps_a_policy_back(
    tmp_path: Path, facts_file: Callable[..., Path]
) -> None:
    done = run(facts_file({"rights.fee": True}).name, "--format", "json", folder=tmp_path)
    assert (done.returncode, done.stdout) == (1, "willow.en.json\nwillow.uk.json\n")
    assert len(done.stderr.splitlines()) == 2
    assert not (tmp_path / "no-data").exists()


def test_on_a_day_the_law_of_that_day_applies(generate: Generate, out: Path) -> None:
    """Without it that of the policy's own day."""
    oregon = EXAMPLES / "jane-ellen.yaml"
    generate(oregon, *TEXTS, "--language", "en")
    before = json.loads((out / "jane-ellen.en.json").read_text())
    generate(oregon, *TEXTS, "--language", "en", "--on", "2027-01-01")
    after = json.loads((out / "jane-ellen.en.json").read_text())
    asked = [{duty["requirement"] for duty in made["checklist"]} for made in (before, after)]
    assert asked[1] - asked[0] == {"CCPA-threshold-2027", "US-OK-2027", "US-LA-2027", "US-DE-2027"}
    assert (before["effective"], after["effective"]) == ("2026-11-22", "2027-01-01")


@pytest.mark.parametrize("day", ["1 January 2027", "2027-02-30", "2100-01-01", "20270101"])
def test_no_day_to_make_it_on(generate: Generate, day: str) -> None:
    with pytest.raises(CommandError, match="argument --on: a day from 2000 to 2099"):
        generate(EXAMPLES / "klumandel.yaml", "--on", day)
