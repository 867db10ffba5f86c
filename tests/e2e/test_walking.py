"""`make walk` counts what an owner meets: a still page with known figures, and a small wizard to walk through."""

from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import product
from threading import Thread

import pytest
from playwright.sync_api import Page

from policygen.shops.choices import presets
from scripts.walking import readme, records
from scripts.walking.measure import Question, measure
from scripts.walking.owners import Owner, owners
from scripts.walking.tables import Way, overview, shortfalls
from scripts.walking.walker import Walk, WalkStopped

OpenPage = Callable[..., Page]

STILL = """<!doctype html><html lang="en"><style>
.visually-hidden {position: absolute; width: 1px; height: 1px; overflow: hidden; clip: rect(0 0 0 0)}
body {margin: 0} main {height: 1500px}</style>
<header>Words of a header</header>
<main><h1>Two words</h1><form>
<input type="hidden" name="csrf" value="no question">
<fieldset><legend>Which colours?<span class="visually-hidden"> (required)</span> *</legend>
<label><input type="checkbox" name="colour" value="red"> red</label>
<label><input type="checkbox" name="colour" value="blue"> blue</label>
<details><summary>Why?</summary><p>Folded words</p></details></fieldset>
<fieldset><legend>Your name?</legend>
<label>English <input name="name_en" lang="en" required></label>
<label>Українська <input name="name_uk" lang="uk"></label></fieldset>
<div class="pair" id="id_within"><label>Within <input name="days"></label>
<select name="unit"><option>days</option><option>long long months</option></select></div>
<details><summary>Rarely asked things</summary><label>Secret <input name="secret"></label></details>
<button>Continue</button></form>
<aside><label>Beside <input name="beside"></label></aside></main>
<footer>Words of a footer</footer></html>"""


@pytest.mark.parametrize("scripts", [True, False])
def test_it_works(open_page: OpenPage, scripts: bool) -> None:
    page = open_page(viewport={"width": 360, "height": 740}, java_script_enabled=scripts)
    page.set_content(STILL)
    found = measure(page)
    assert found.questions == (
        Question("colour", "Which colours?", words=5, required=True),
        Question("name", "Your name?", words=4, required=True),
        Question("within", "Within", words=2, required=False),
    )
    assert (found.words, found.around, found.folded_words) == (17, 3, 3)
    assert (found.required, found.folded, found.screenfuls) == (2, 1, 3)
    page.locator("summary", has_text="Rarely").click()
    opened = measure(page)
    assert [question.key for question in opened.questions] == ["colour", "name", "within", "secret"]
    assert (opened.words, opened.folded) == (18, 0)
    joined = found.joined(opened)
    assert (len(joined.questions), joined.words, joined.screenfuls) == (4, 18, 3)


# -- a wizard of two screens ---------------------------------------------------------------------------

FORM = '<main><form method="post">{}<button name="go" value="next">Go on</button></form></main>'
ERROR = '<div class="error-summary" role="alert"><a href="#region">Say the state</a></div>'
FIRST = """<label for="country">Country</label><input id="country" name="country">
<details><summary>State</summary><input id="region" name="region"></details>
<details><summary>Gifts</summary><input type="checkbox" name="extra" value="wrapping"></details>"""
SECOND = """<details id="more"><summary>More</summary>
<label for="a">Post</label><input type="checkbox" id="a" name="tools_a" value="post"></details>
<details id="age"><summary>Age</summary><label for="n">Age</label><input id="n" name="age"></details>"""
BLOCKED = '<main><ul class="obstacles"><li><a href="/second/#age">Say the age</a></li></ul></main>'
READY = '<main><form action="/publish/"><button>Publish</button></form></main>'


class Wizard(BaseHTTPRequestHandler):
    """The first screen wants a state of whoever is in the USA, the review an age."""

    given = ""

    def do_GET(self) -> None:
        pages = {
            "/": FORM.format(""),
            "/first/": FORM.format(FIRST),
            "/second/": FORM.format(SECOND),
        }
        ready = READY if "age=30" in Wizard.given else BLOCKED
        self._send(pages.get(self.path, ready))

    def do_POST(self) -> None:
        typed = self.rfile.read(int(self.headers["Content-Length"])).decode()
        Wizard.given += f"{self.path}?{typed} "
        if self.path == "/first/" and "region=US" not in typed:
            self._send(FORM.format(ERROR + FIRST))
            return
        self.send_response(302)
        self.send_header(
            "Location", {"/": "/first/", "/first/": "/second/"}.get(self.path, "/review/")
        )
        self.end_headers()

    def _send(self, body: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture
def address() -> Iterator[str]:
    Wizard.given = ""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Wizard)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


ANSWERS = {"country": "US", "region": "US-CA", "extra": ["wrapping"], "age": 30}


@pytest.mark.parametrize("scripts", [True, False])
def test_only_what_is_demanded_is_unfolded(
    open_page: OpenPage, address: str, scripts: bool
) -> None:
    owner = Owner("maker", "A maker", ANSWERS, {"tools_*": ["post"]})
    walk = Walk(open_page(java_script_enabled=scripts), owner)
    walk.run(address)
    assert {name: [q.key for q in one.questions] for name, one in walk.screens.items()} == {
        "home": [],
        "first": ["country", "region"],
        "second": ["tools_a", "age"],
        "review": [],
    }
    assert walk.returns == 1
    assert walk.untold() == []
    assert Wizard.given.split()[-1] == "/second/?tools_a=post&age=30&go=next"


def test_who_has_no_answer_stops(open_page: OpenPage, address: str) -> None:
    owner = Owner("maker", "A maker", {"country": "US"}, {})
    with pytest.raises(WalkStopped) as stopped:
        Walk(open_page(), owner).run(address)
    assert str(stopped.value) == (
        "maker, screen “first”: “Say the state” leads to #region (region): no answer to that"
    )


def test_what_is_over_the_aim_is_told() -> None:
    phone, desktop = (Way("maker", "en", device, "script") for device in ("phone", "desktop"))
    fine = {"questions": 25, "words": 1500, "screenfuls": 20}
    assert shortfalls({phone: fine, desktop: {**fine, "screenfuls": 40}}) == []
    over = {phone: {**fine, "words": 1501, "screenfuls": 22}, desktop: {**fine, "words": 1502}}
    assert shortfalls(over) == [
        "words: 2 over 1500 at worst (maker, en, desktop, script); 2 of 2 walks are over",
        "screenfuls: 2 over 20 at worst (maker, en, phone, script); 1 of 1 walks are over",
    ]
    assert overview({phone: fine}, {str(phone): {**fine, "words": 4000}})[1][4:] == [
        *("25 (25)", "1500 (4000)", "20 (20)"),
    ]


@pytest.mark.django_db
def test_the_owners_can_be_read() -> None:
    known = owners()
    assert list(known) == ["california", "lviv", "no-site"]
    offered = {slug for slug, _label in presets()}
    assert {owner.answer("preset") for owner in known.values()} - offered == set()
    lviv = known["lviv"]
    assert lviv.answer("name_uk") == "Срібна верба"
    assert "horoshop" in lviv.answer("tools")
    california = known["california"]
    assert (california.answer("name_uk"), california.answer("name_uk", required=True)) == (
        *("", "Calm Clay Courses"),
    )
    assert (lviv.answer("phone"), lviv.answer("region")) == (None, None)


def test_the_readme_says_what_was_measured() -> None:
    """Of every way, and within the aim."""
    latest = records.read(records.LATEST).walks
    every = product(owners(), ("en", "uk"), ("phone", "desktop"), ("script", "no script"))
    ways = [Way(*each) for each in every]
    assert set(latest) == set(map(str, ways))
    assert shortfalls({way: latest[str(way)] for way in ways}) == []
    text = readme.FILE.read_text()
    assert readme.written(text) == text
