"""Where things are."""

from pathlib import Path

ROOT = Path(__file__).parent.parent
EXAMPLES = ROOT / "examples"
SHOPS = sorted(path.stem for path in EXAMPLES.glob("*.yaml"))


def line_of(start: str, text: str) -> str:
    """In which line of a file these words begin first."""
    return str(text[: text.index(start)].count("\n") + 1)
