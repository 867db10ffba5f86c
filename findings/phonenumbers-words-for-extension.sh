#!/usr/bin/env bash
# phonenumbers 9.0.43: what stands after a Ukrainian number.
#
# Guessed: «доб. 12» (Russian) and «дод. 12» (Ukrainian), both "ext. 12", are read alike or not at all, and the two
#          last digits of a neighbouring line («…67, 68») are no part of the number.
# Seen:    «доб.» is an extension, «дод.» makes the whole text no number; «, 68» and «, 068» are taken as an
#          extension without a word for it, and the result counts as valid. The matcher of the same package finds the
#          number alone. The product puts the Ukrainian words in their place and finds numbers by the matcher
#          (policygen/engine/facts/typed/phones.py).
set -euo pipefail
folder=$(mktemp -d) && trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check "phonenumbers==9.0.43" 2>/dev/null
"$folder/venv/bin/python" - <<'PYTHON'
import phonenumbers

NUMBER = "044 000 00 00"
CASES = [" доб. 12", " дод. 12", ", 68", ", 068"]
SEEN = [("12", ["12"]), ("refused", [""]), ("68", [""]), ("068", [""])]


def parsed(text):
    try:
        return phonenumbers.parse(text, "UA").extension or ""
    except phonenumbers.NumberParseException:
        return "refused"


def matched(text):
    found = phonenumbers.PhoneNumberMatcher(text, "UA", leniency=phonenumbers.Leniency.POSSIBLE)
    return [match.number.extension or "" for match in found]


found = [(parsed(NUMBER + after), matched(NUMBER + after)) for after in CASES]
print("phonenumbers", phonenumbers.__version__)
for after, (one, all_of_them) in zip(CASES, found):
    print(f"{NUMBER}{after}: parse says extension {one!r}, the matcher {all_of_them}")
raise SystemExit(found != SEEN)
PYTHON
