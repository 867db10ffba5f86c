#!/usr/bin/env bash
# pydantic 2.14.4: what a Literal of a number or of a truth value takes in strict mode.
#
# Guessed: strict means no conversion, so that Literal[1] takes 1 alone.
# Seen:    Literal[1] takes True and 1.0 and gives 1; Literal[True] takes 1 and gives True. Text is refused. For a
#          file's version (`facts: 1`) that means that `facts: true` passes. The product compares the type
#          itself (policygen/engine/facts/model.py).
set -euo pipefail
folder=$(mktemp -d) && trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check "pydantic==2.14.4" 2>/dev/null
"$folder/venv/bin/python" - <<'PYTHON'
from typing import Literal

import pydantic

CASES = [(Literal[1], True), (Literal[1], 1.0), (Literal[True], 1), (Literal[1], "1")]
SEEN = ["1", "1", "True", "refused"]


def tried(kind, value):
    try:
        return repr(pydantic.TypeAdapter(kind).validate_python(value, strict=True))
    except pydantic.ValidationError:
        return "refused"


found = [tried(*case) for case in CASES]
print("pydantic", pydantic.VERSION)
for (kind, value), result in zip(CASES, found):
    print(f"{kind}, strict, given {value!r}: {result}")
raise SystemExit(found != SEEN)
PYTHON
