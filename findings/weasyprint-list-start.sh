#!/usr/bin/env bash
# WeasyPrint 70.0: where a numbered list begins.
#
# Guessed: `<ol start="3">` begins with 3 and `<li value="9">` counts 9, as in browsers.
# Seen:    both attributes are ignored, without a warning: 1, 2, 3. The style sheet's `counter-reset` is heard.
#          The product writes the number as a style too (policygen/engine/formats/printing.py).
set -euo pipefail
folder=$(mktemp -d) && trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check "weasyprint==70.0" 2>/dev/null
"$folder/venv/bin/python" - <<'PYTHON'
import weasyprint
from weasyprint.formatting_structure.boxes import TextBox

LISTS = [
    ('<ol start="3"><li>a<li value="9">b<li>c</ol>', ["1.", "2.", "3."]),
    ('<ol style="counter-reset: list-item 2"><li>a<li>b</ol>', ["3.", "4."]),
]


def numbers(html):
    boxes = weasyprint.HTML(string=html).render().pages[0]._page_box.descendants(placeholders=True)
    texts = [box.text.strip() for box in boxes if isinstance(box, TextBox)]
    return [text for text in texts if text.endswith(".")]


print("WeasyPrint", weasyprint.__version__)
found = [numbers(html) for html, _ in LISTS]
for (html, _), result in zip(LISTS, found):
    print(f"{html}: {' '.join(result)}")
raise SystemExit(found != [seen for _, seen in LISTS])
PYTHON
