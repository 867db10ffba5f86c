#!/usr/bin/env bash
# email-validator 2.4.0: how long the part before the @ may be.
#
# Guessed: an address whose part before the @ has 65 characters is refused (RFC 5321, 4.5.3.1.1: 64 at most).
# Seen:    it is taken; only with strict=True is it refused. The product asks strictly
#          (policygen/engine/facts/typed/).
set -euo pipefail
folder=$(mktemp -d) && trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check "email-validator==2.4.0" 2>/dev/null
"$folder/venv/bin/python" - <<'PYTHON'
from importlib.metadata import version

from email_validator import EmailNotValidError, validate_email

SEEN = [(64, False, "taken"), (65, False, "taken"), (64, True, "taken"), (65, True, "refused")]


def tried(length, strict):
    try:
        validate_email("a" * length + "@example.org", check_deliverability=False, strict=strict)
    except EmailNotValidError:
        return "refused"
    return "taken"


found = [(n, strict, tried(n, strict)) for n, strict, _ in SEEN]
print("email-validator", version("email-validator"))
for length, strict, result in found:
    print(f"{length} characters before the @, strict={strict}: {result}")
raise SystemExit(found != SEEN)
PYTHON
