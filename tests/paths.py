"""Where things are."""

from pathlib import Path

ROOT = Path(__file__).parent.parent
EXAMPLES = ROOT / "examples"
SHOPS = sorted(path.stem for path in EXAMPLES.glob("*.yaml"))
