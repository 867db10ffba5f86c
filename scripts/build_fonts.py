"""Build static/fonts/ from the full font files in two npm packages (needs npm and the network).

    @expo-google-fonts/inter           0.4.2   Inter 4.001
    @expo-google-fonts/source-serif-4  0.4.1   Source Serif 4 4.004

Each weight becomes one TTF with Latin and Cyrillic together (for the PDF: WeasyPrint prints garbage
from files split by unicode-range) and a woff2 of the same font (for the web). The packages are
pinned by checksum and nothing carries the time of the build, so the same files come out every time.
"""

import hashlib
import subprocess
import sys
import tarfile
import tempfile
from copy import deepcopy
from pathlib import Path
from typing import NamedTuple

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

FONTS = Path(__file__).resolve().parent.parent / "static" / "fonts"


class Package(NamedTuple):
    """One npm package, and which of its files become which of ours."""

    name: str
    version: str
    sha256: str
    licence: str
    faces: dict[str, str]

    @property
    def archive(self) -> str:
        return f"{self.name.removeprefix('@').replace('/', '-')}-{self.version}.tgz"


PACKAGES = [
    Package(
        "@expo-google-fonts/inter",
        "0.4.2",
        "b5c1e5878c07a5637169da9f7b1f370c69709f1f8de55998e2522f7aa9dfe2a9",
        "OFL-Inter.txt",
        {
            "400Regular/Inter_400Regular.ttf": "inter-400",
            "400Regular_Italic/Inter_400Regular_Italic.ttf": "inter-400-italic",
            "600SemiBold/Inter_600SemiBold.ttf": "inter-600",
        },
    ),
    Package(
        "@expo-google-fonts/source-serif-4",
        "0.4.1",
        "84f0b412fbc9b0b666d6fe04620b2cd2e54bfd49ca61fe0663a9e5beb30afcc4",
        "OFL-Source-Serif-4.txt",
        {
            "400Regular/SourceSerif4_400Regular.ttf": "source-serif-4-400",
            "400Regular_Italic/SourceSerif4_400Regular_Italic.ttf": "source-serif-4-400-italic",
            "600SemiBold/SourceSerif4_600SemiBold.ttf": "source-serif-4-600",
            "700Bold/SourceSerif4_700Bold.ttf": "source-serif-4-700",
        },
    ),
]

RANGES = [
    (0x0020, 0x007E),  # Basic Latin
    (0x00A0, 0x017F),  # Latin-1 and Latin Extended-A
    (0x0218, 0x021B),  # Romanian letters with a comma below
    (0x02BC, 0x02BC),  # the apostrophe as a letter
    (0x0300, 0x0308),  # combining accents (stress marks; й and ї typed in two parts)
    (0x0400, 0x045F),  # Cyrillic
    (0x0490, 0x0491),  # Ґ ґ
    (0x2000, 0x206F),  # General Punctuation: spaces, dashes, quotation marks, bullet
    (0x20A0, 0x20BF),  # currencies: € ₴
    (0x2116, 0x2116),  # №
    (0x2122, 0x2122),  # ™
    (0x2190, 0x2199),  # arrows
    (0x2212, 0x2212),  # minus
    (0x2264, 0x2265),  # ≤ ≥
    (0x2713, 0x2713),  # ✓
]
FEATURES = ["kern", "mark", "mkmk", "ccmp", "liga", "lnum", "onum", "pnum", "tnum"]

HYPHEN, ZERO_WIDTH_SPACE = 0x2010, 0x200B
BIDI_MARKS = [0x200E, 0x200F, *range(0x202A, 0x202F), 0x2060, *range(0x2066, 0x206A)]
STAND_INS = {0x00AD: HYPHEN, 0x2011: HYPHEN, **dict.fromkeys(BIDI_MARKS, ZERO_WIDTH_SPACE)}
OWN_GLYPH = [0x00A0, 0x00AD, 0x02BC, 0x2010, 0x2011, 0x202F]


def main() -> int:
    FONTS.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        for package in PACKAGES:
            build(package, unpack(package, Path(folder)))
    return 0


def unpack(package: Package, folder: Path) -> Path:
    """Fetch the package with npm, check it, and return the folder of its files."""
    source = f"{package.name}@{package.version}"
    subprocess.run(["npm", "pack", "--silent", source], cwd=folder, check=True)
    archive = folder / package.archive
    if hashlib.sha256(archive.read_bytes()).hexdigest() != package.sha256:
        raise SystemExit(f"{source}: the checksum differs from the recorded one")
    with tarfile.open(archive) as tar:
        tar.extractall(folder / archive.stem, filter="data")
    return folder / archive.stem / "package"


def build(package: Package, source: Path) -> None:
    licence = (source / "LICENSE_FONT").read_text(encoding="utf-8")
    (FONTS / package.licence).write_text(licence.rstrip() + "\n", encoding="utf-8")
    for origin, name in package.faces.items():
        font = TTFont(source / origin, recalcTimestamp=False)
        subset(font)
        for character, stand_in in STAND_INS.items():
            if character not in font.getBestCmap():
                point(font, character, font.getBestCmap()[stand_in])
        for character in OWN_GLYPH:
            separate(font, character)
        save(font, name)


def subset(font: TTFont) -> None:
    options = Options(
        layout_features=FEATURES, name_languages=[0x409], notdef_outline=True, hinting=False
    )
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=[c for first, last in RANGES for c in range(first, last + 1)])
    subsetter.subset(font)


def point(font: TTFont, character: int, glyph: str) -> None:
    """Show a character as this glyph; a character without one would pull in another font."""
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap[character] = glyph


def separate(font: TTFont, character: int) -> None:
    """Give a character a glyph of its own, where it shares one.

    A PDF maps glyphs back to text: shared ones turn every space into a no-break space when copied.
    """
    glyphs = font.getBestCmap()
    original = glyphs[character]
    if list(glyphs.values()).count(original) == 1:
        return
    own = f"{original}.{character:04X}"
    font.setGlyphOrder([*font.getGlyphOrder(), own])
    font["glyf"].glyphs[own] = deepcopy(font["glyf"][original])
    font["glyf"].setGlyphOrder(font.getGlyphOrder())
    font["hmtx"][own] = font["hmtx"][original]
    point(font, character, own)


def save(font: TTFont, name: str) -> None:
    for flavor, suffix in ((None, "ttf"), ("woff2", "woff2")):
        font.flavor = flavor
        path = FONTS / f"{name}.{suffix}"
        font.save(path, reorderTables=False)
        sys.stdout.write(f"{path.name}: {path.stat().st_size / 1024:.0f} KiB\n")


if __name__ == "__main__":
    sys.exit(main())
