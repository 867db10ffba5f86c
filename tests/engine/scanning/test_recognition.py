"""What a saved page or HAR file shows of the shop's tools, however it is written or broken."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policygen.engine.loading.load import shipped_library
from policygen.engine.scanning.page_source import MOST_READ, decoded, read_page
from policygen.engine.scanning.recognition import MAX_DEPTH, Evidence, Recognition, recognise
from policygen.engine.scanning.signatures import Address, address, registrable
from tests.cases import cases
from tests.paths import ROOT

PAGES = ROOT / "tests" / "shops" / "pages"
TOOLS = shipped_library().tools


def read(content: bytes | str, *own: str) -> Recognition:
    return recognise(content, TOOLS, own)


def found(content: bytes | str) -> dict[str, list[tuple[str, str]]]:
    return {f.tool: [(e.how, e.what) for e in f.evidence] for f in read(content).found}


def test_it_works() -> None:
    result = read((PAGES / "jeweller.html").read_bytes())
    assert {f.tool: [(e.how, e.what) for e in f.evidence] for f in result.found} == {
        "stripe": [("script", "js.stripe.com")],
        "liqpay": [("form", "www.liqpay.ua")],
        "ga4": [("script", "www.googletagmanager.com"), ("code", "")],
        "meta_pixel": [("image", "www.facebook.com"), ("code", ""), ("inline", "connect.facebook.net")],
        "google_fonts": [("stylesheet", "fonts.gstatic.com"), ("stylesheet", "fonts.googleapis.com")],
        "woocommerce": [("path", ""), ("generator", "")],
        "novaposhta": [("frame", "widget.novapost.com")],
        "telegram": [("link", "t.me")],
        "viber": [("link", "viber:")],
    }  # fmt: skip
    assert result.kind == "html"
    assert result.unknown == ("cdn.sizeguide.example",)
    assert result.fields == ("email", "name", "phone")
    assert result.storage == ("wishlist",)
    assert all(f.certain for f in result.found)


def test_a_har_file() -> None:
    content = (PAGES / "courses.har").read_bytes()
    assert found(content) == {
        "stripe": [("request", "m.stripe.com")],
        "ga4": [("request", "region1.google-analytics.com"), ("cookie", "_ga"), ("cookie", "_ga_4TZ1AB2CDE")],
        "gtm": [("request", "www.googletagmanager.com")],
        "hotjar": [("code", "")],
        "meta_pixel": [("cookie", "_fbp")],
        "mailchimp": [("form", "calmclay.us5.list-manage.com")],
        "vimeo": [("request", "player.vimeo.com"), ("cookie", "vuid")],
        "cookiebot": [("request", "consent.cookiebot.com")],
        "cloudflare": [("header", "cf-ray")],
        "jsdelivr": [("request", "cdn.jsdelivr.net")],
    }  # fmt: skip
    result = read(content)
    assert (result.kind, result.unknown, result.fields) == (
        "har",
        (),
        ("email",),
    )
    assert [f.tool for f in result.found if not f.certain] == ["cloudflare"]
    said = repr(result)
    assert not any(private in said for private in ("olena", "secret", "777", "KBP", "Mozilla"))


@cases(
    ("source", "tools"),
    [
        ('<script src="//js.stripe.com/v3">', {"stripe"}),
        ("<SCRIPT SRC='HTTPS://JS.STRIPE.COM/v3'></SCRIPT>", {"stripe"}),
        ('<script src="https://js.stripe.com.evil.example/v3">', set()),
        ('<script src="https://notstripe.com/v3">', set()),
        ('<script src="https://evil.example/js.stripe.com/">', set()),
        ('<a href="https://stripe.com/docs">', set()),
        ('<a href="https://buy.stripe.com/14k">', {"stripe"}),
        ("<p>js.stripe.com fbq('init')</p>", set()),
        ('<script src="https://www.googletagmanager.com/gtag/js?l=x&id=AW-1">', {"google_ads"}),
        ('<script src="https://www.googletagmanager.com/gtag/js?id=GT-1">', set()),
        ('<script src="https://www.googletagmanager.com/gtm.js?id=GTM-1">', {"gtm"}),
        ("<script>fbq( `init`, '1')</script>", {"meta_pixel"}),
        ("<!-- <script>fbq('init','1')</script> -->", set()),
        ("<script>fbq('init'", {"meta_pixel"}),
        ('<script type="text/plain" data-src="https://mc.yandex.ru/metrika/tag.js">', {"yandex_metrica"}),
        (r'<script>load("https:\/\/cdn.paddle.com\/paddle.js")</script>', {"paddle"}),
        ("<style>@import url(https://fonts.googleapis.com/css)</style>", {"google_fonts"}),
        ('<iframe src="https://www.youtube-nocookie.com/embed/1">', {"youtube"}),
        ('<a href="https://www.youtube.com/@shop">', set()),
        ('<a href="https://t.me/share/url?url=x">', set()),
        ('<a href="tg://resolve?domain=shop">', {"telegram"}),
        ('<a href="https://www.instagram.com/shop/">', {"facebook_page"}),
        ('<link rel="canonical" href="https://shop.myshopify.com/">', {"shopify"}),
        ('<script src="https://cdn.matomo.cloud/x.matomo.cloud/matomo.js">', {"matomo_cloud"}),
        ('<script src="/stats/matomo.js">', {"matomo_self"}),
        ('<base href="x"><img src="https://[::1/">', set()),
        ('<iframe src="https://www.google.com/maps/embed?pb=1">', {"google_maps"}),
        ('<script src="https://www.google.com/recaptcha/api.js">', {"recaptcha"}),
    ],
)  # fmt: skip
def test_signatures_in_a_page(source: str, tools: set[str]) -> None:
    assert set(found(source)) == tools


def test_a_page_saved_as_one_file() -> None:
    source = (
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://shop.example/\r\n"
        'MIME-Version: 1.0\r\n\r\n------x\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n'
        "Content-Location: https://shop.example/\r\n\r\n"
        '<form action=3D"https://www.liqpay.=\r\nua/api/3/checkout">\r\n------x\r\n'
        "Content-Location: https://js.stripe.com/v3/\r\n\r\n"
    )  # fmt: skip
    assert found(source) == {
        "stripe": [("request", "js.stripe.com")],
        "liqpay": [("form", "www.liqpay.ua")],
    }
    assert read(source).unknown == ()


def test_the_shops_own_hosts_are_not_unknown() -> None:
    source = '<script src="https://cdn.shop.com.ua/a.js"></script><script src="https://other.com.ua/b.js">'
    assert read(source).unknown == ("cdn.shop.com.ua", "other.com.ua")
    assert read(source, "www.shop.com.ua").unknown == ("other.com.ua",)


def test_files_of_others_are_not_the_shops() -> None:
    """That a third party stands behind Cloudflare says nothing about the shop."""
    page = (
        '<link rel="canonical" href="https://shop.example/"><script src="https://{}/cdn-cgi/x.js">'
    )
    assert set(found(page.format("widget.example"))) == set()
    assert set(found(page.format("www.shop.example"))) == {"cloudflare"}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "windows-1251", "koi8-u"])
def test_encodings(encoding: str) -> None:
    text = f'<meta charset="{encoding}"><title>Срібло</title><script src="https://js.stripe.com">'
    content = text.encode(encoding)
    assert "Срібло" in decoded(content)
    assert set(found(content)) == {"stripe"}


@cases("charset", ["idna", "punycode", "zlib", "rot13", "no-such-thing", "utf-7"])
def test_hostile_encodings_are_not_believed(charset: str) -> None:
    source = f'<meta charset="{charset}"><script src="https://js.stripe.com">'.encode()
    assert set(found(source)) == {"stripe"}


@cases(
    "content",
    [b"", b"PK\x03\x04\x00", b"%PDF-1.7", b'{"log": 1}', b'{"log": {"entries": 7}}', b"{}", b"[1]"]
    + [b'{"log": 9}', b'{"log": [', b"{"],
)
def test_neither_page_nor_har(content: bytes) -> None:
    assert read(content) == Recognition("nothing")


@pytest.mark.parametrize("opened", ["[", '{"a":'])
def test_a_har_file_that_is_too_deep(opened: str) -> None:
    """Brackets in brackets would fill the stack of what parses them, so they are counted before."""
    closed = {"[": "1]", '{"a":': "1}"}[opened]
    around = '{"log": {"entries": [%s]}}'  # three of them
    for levels, kind in ((MAX_DEPTH - 3, "har"), (MAX_DEPTH - 2, "nothing")):
        inner = opened * levels + "1" + closed[1:] * levels
        assert read(around % inner).kind == kind
    assert read(around % json.dumps("[" * MAX_DEPTH + '"\\')).kind == "har"


def test_numbers_are_not_computed() -> None:
    """However many digits they have: a number of thousands of them takes its square of time."""
    assert read('{"log": {"entries": [], "n": ' + "9" * 5_000 + "}}") == Recognition("har")


@cases(
    "entry",
    [None, 1, [], {}, {"request": 1}, {"request": {"url": 1}}, {"request": {"url": "https://[x"}}]
    + [{"request": {"url": "https://a.example/", "cookies": [1, {}, {"name": 2}], "headers": {}}}]
    + [{"response": {"content": []}}, {"response": {"cookies": "x", "content": {"mimeType": 1}}}],
)
def test_broken_entries_are_passed_over(entry: object) -> None:
    good = {"request": {"url": "https://js.stripe.com/v3"}}
    own = {"request": {"url": "https://shop.example/"}}
    content = json.dumps({"log": {"entries": [own, entry, good]}})
    assert [f.tool for f in read(content).found] == ["stripe"]


MOST = 3_000
"""A tree of a hundred times as many levels would take the stack of what walks it: we build none, and look
at each tag once, a piece of the page at a time."""


def test_deep_and_wide_pages_are_read_to_the_end() -> None:
    last = '<script src="https://js.stripe.com/v3"></script>'
    for source in (
        "<div>" * MOST,
        "<a " + 'x="' * (MOST - 1) + '">',
        "<" * MOST + ">",
        "<p>" * MOST,
        "<p>x</p>" * 4 * MOST,  # more than is fed to the parser at once
    ):
        assert set(found(source + last)) == {"stripe"}


def test_a_page_without_end_of_unknown_hosts_is_cut() -> None:
    source = "".join(f'<img src="https://host{n:05}.example/">' for n in range(30_000))
    assert read(source).unknown == tuple(f"host{n:05}.example" for n in range(60))


def test_evidence_is_cut_too() -> None:
    source = "".join(f'<img src="https://h{n}.stripe.com/">' for n in range(50))
    assert found(source) == {"stripe": [("image", f"h{n}.stripe.com") for n in range(4)]}


@given(st.binary(max_size=400))
def test_any_bytes_never_raise(content: bytes) -> None:
    read(content)
    read(b"<a href='" + content + b"'>" + content)


_JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=20) | st.just("https://js.stripe.com"),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(
        st.sampled_from(["request", "response", "url", "cookies", "headers", "name", "value", "content", "text", "mimeType"]),
        inner,
        max_size=4,
    ),
    max_leaves=15,
)  # fmt: skip


@given(st.lists(_JSON, max_size=4))
def test_any_har_never_raises(entries: list[object]) -> None:
    assert read(json.dumps({"log": {"entries": entries}})).kind == "har"


@given(st.text(max_size=60))
def test_an_address_has_a_host_or_is_none(text: str) -> None:
    for attempt in (text, f"https://{text}", f"//{text}.example/{text}"):
        result = address(attempt)
        assert result is None or set(result.host) <= set("abcdefghijklmnopqrstuvwxyz0123456789._-")


def test_addresses() -> None:
    assert address(" //Shop.Example:443/a?b=c#d ") == Address("shop.example", "/a", "b=c")
    assert address("https://user:secret@shop.example.") == Address("shop.example", "", "")
    for text in ("", "/a", "mailto:a@b.example", "https://127.0.0.1/", "https://localhost/", "//x"):
        assert address(text) is None


def test_registrable() -> None:
    domains = {
        "a.b.shop.com.ua": "shop.com.ua",
        "www.shop.ua": "shop.ua",
        "a.shop.co.uk": "shop.co.uk",
    }
    assert {host: registrable(host) for host in domains} == domains
    assert registrable("com.ua") == "com.ua"


def test_evidence_is_ordered_and_frozen() -> None:
    assert sorted([Evidence("script", "b"), Evidence("link", "a")])[0].how == "link"


def test_of_a_page_that_is_too_long_the_head_and_the_end_are_read() -> None:
    def script(name: str) -> str:
        return f'<script src="https://{name}.example/x.js"></script>'

    filler = "<p>nothing</p>" * (MOST_READ // 14)
    page = read_page(script("head") + filler + script("middle") + filler + script("end"))
    assert page.loaded == [("script", f"https://{n}.example/x.js") for n in ("head", "end")]
