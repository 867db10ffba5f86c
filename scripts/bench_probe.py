"""One revision's side of `make bench AGAINST=…`: it runs in a process of its own, with PYTHONPATH at a
checkout, and knows where older checkouts have their modules. Each command answers with a line of JSON.

    library           read and compile the library in a process that has done nothing else
    page              a server process: Django, the application, the first answer to GET /en/
    policies          answer questions on stdin: "SHOP LANGUAGE RUNS", or "words"
    bytes             a hash of every example in every language and format
"""

import hashlib
import json
import os
import resource
import sys
import time
from collections.abc import Callable, Iterator
from importlib import import_module
from inspect import signature
from pathlib import Path
from types import ModuleType
from typing import Any

_FORMATS = ("html", "body", "hosted", "markdown", "docx", "json")


def module(*names: str) -> ModuleType:
    """The first of these that the checkout has: newest name first."""
    for name in names:
        try:
            return import_module(f"policygen.engine.{name}")
        except ModuleNotFoundError as error:
            if not f"policygen.engine.{name}".startswith(str(error.name)):
                raise
    raise SystemExit(f"this revision has none of {', '.join(names)}")


class Engine:
    """What a policy is made with, wherever it lies."""

    def __init__(self) -> None:
        self.load = module("loading.load", "loading").load_library
        self.library = module("loading.load", "library").shipped_library
        self.files = module("library.library_files", "edition")
        self.reading = module("facts.reading", "reading")
        self.composing = module("policy.compose", "compose")
        self.html = module("formats.html", "writers.html")
        self.plain = module("policy.plain_text", "writers.json")
        self.writers = module("formats", "writers")

    def shops(self) -> Iterator[tuple[str, Any]]:
        for path in sorted(Path("examples").glob("*.yaml")):
            yield path.stem, self.reading.read_facts(path.read_bytes(), self.library())

    def compose(self, facts: Any, language: str) -> Any:
        return self.composing.compose(self.library(), facts, language)

    def written(self, document: Any, kind: str) -> bytes:
        if kind == "body":
            return str(self.html.body(document)).encode()
        if kind == "hosted":
            return self.hosted(document)
        write: Callable[[Any], bytes]
        if hasattr(self.writers, "FORMATS"):
            write = self.writers.FORMATS[kind].write
        else:
            write = self.writers.WRITERS[kind]
        return write(document)

    def hosted(self, document: Any) -> bytes:
        """The published page, with the words around it that publishing adds."""
        more = {
            "version": 3,
            "versions_url": "/p/x/",
            "languages": [("en", "English"), ("uk", "У")],
        }
        css = self.html.stylesheet("screen.css")
        page: str = self.html.render("hosted.html", document, css=css, **more)
        return page.encode()


def library() -> dict[str, Any]:
    """The one that ships; or the same files as a release's, which was checked when it was made."""
    engine = Engine()
    before = time.process_time()
    if "released" in sys.argv:
        shipped = module("library.model", "library").SHIPPED
        known = signature(engine.load).parameters
        wanted = {"strict": False, "checked": True}
        options = {name: value for name, value in wanted.items() if name in known}
        engine.load(engine.files.read_files(shipped), **options)
    else:
        engine.library()
    return spent(before)


def first_policy() -> dict[str, Any]:
    """What a process spends from its start to its first policy as HTML, imports and all."""
    engine = Engine()
    _, facts = next(engine.shops())
    engine.written(engine.compose(facts, "en"), "html")
    return spent(0)


def page() -> dict[str, Any]:
    """POLICYGEN_DATA names a folder that has been migrated. From the start of the process."""
    application = import_module("policygen.wsgi").application
    told: list[str] = []
    answer = b"".join(application(_environ("/en/"), lambda status, *more: told.append(status)))
    if told != ["200 OK"] or b"<h1" not in answer:
        raise SystemExit(f"the first page says {told}")
    return spent(0)


def _environ(path: str) -> dict[str, Any]:
    import io
    from wsgiref.util import setup_testing_defaults

    environ: dict[str, Any] = {"PATH_INFO": path, "REMOTE_ADDR": "127.0.0.1"}
    environ |= {"HTTP_HOST": "localhost", "wsgi.input": io.BytesIO()}
    setup_testing_defaults(environ)
    return environ


def spent(before: float) -> dict[str, Any]:
    """Seconds of the processor, and the most memory that the process has had, in MiB."""
    return {"cpu": time.process_time() - before, "peak": peak()}


def peak() -> float:
    """Linux's ru_maxrss begins with what the parent had: the process's own stands in /proc."""
    status = Path("/proc/self/status")
    if status.exists():
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) / 2**10
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (2**20 if sys.platform == "darwin" else 2**10)


def policies() -> None:
    engine = Engine()
    shops = dict(engine.shops())
    say({name: facts.languages for name, facts in shops.items()})
    for line in sys.stdin:
        name, language, runs = line.split()
        facts = shops[name]
        if runs == "words":
            clauses = engine.compose(facts, language).clauses
            say(sum(len(engine.plain.plain_text(clause.html).split()) for clause in clauses))
            continue
        before = time.process_time()
        for _ in range(int(runs)):
            engine.written(engine.compose(facts, language), "html")
        say((time.process_time() - before) / int(runs))


def hashes() -> dict[str, str]:
    engine = Engine()
    formats = (*_FORMATS, "pdf") if "pdf" in sys.argv else _FORMATS
    return {
        f"{name}.{language}.{kind}": hashlib.sha256(engine.written(document, kind)).hexdigest()
        for name, facts in engine.shops()
        for language in facts.languages
        for document in [engine.compose(facts, language)]
        for kind in formats
    }


def say(answer: object) -> None:
    print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "policygen.settings")
    command = sys.argv[1]
    if command == "policies":
        policies()
    else:
        commands = {"library": library, "first": first_policy, "page": page, "bytes": hashes}
        say(commands[command]())
