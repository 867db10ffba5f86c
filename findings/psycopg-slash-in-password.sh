#!/usr/bin/env bash
# psycopg 3.3.9 (psycopg.conninfo, libpq): the address of a database whose password holds one special sign.
#
# Guessed: each of / ? # @ is refused, or taken as part of the password.
# Seen:    ? and # are part of the password. A / ends host and port: the user becomes the host, the password the
#          port, and the rest the name of the database. A second @ goes to the host. No error for any of them; the
#          first one comes when a server of that name is looked for. The product reads the host and port that came
#          out and asks for percent-encoding (policygen/addresses.py).
set -euo pipefail
folder=$(mktemp -d) && trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check "psycopg[binary]==3.3.9" 2>/dev/null
"$folder/venv/bin/python" - <<'PYTHON'
import psycopg
from psycopg.conninfo import conninfo_to_dict

SEEN = {
    "?": {"user": "app", "password": "p?w", "host": "db.example", "dbname": "shop"},
    "#": {"user": "app", "password": "p#w", "host": "db.example", "dbname": "shop"},
    "/": {"host": "app", "port": "p", "dbname": "w@db.example/shop"},
    "@": {"user": "app", "password": "p", "host": "w@db.example", "dbname": "shop"},
}
found = {sign: conninfo_to_dict(f"postgresql://app:p{sign}w@db.example/shop") for sign in SEEN}
print("psycopg", psycopg.__version__)
for sign, parts in found.items():
    print(sign, parts)
raise SystemExit(found != SEEN)
PYTHON
