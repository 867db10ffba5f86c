#!/usr/bin/env bash
# SQLite 3.54.1 (apsw 3.54.1.0): BEGIN IMMEDIATE on a connection that was opened read-only.
#
# Guessed: it fails, so that it tells whether a database takes writes.
# Seen:    it succeeds with both kinds of journal; only the first INSERT fails. Meanwhile, without WAL, another
#          connection that may write is "locked"; with WAL it writes. So a health check that begins and does nothing
#          says "fine" for a database that nobody can write, and may keep others from writing. The product's
#          check makes a table and rolls back (policygen/site/health.py).
set -euo pipefail
folder=$(mktemp -d) && trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check "apsw==3.54.1.0" 2>/dev/null
"$folder/venv/bin/python" - "$folder" <<'PYTHON'
import sys

import apsw

SEEN = {
    "delete": ["begun", "ReadOnlyError", "BusyError"],
    "wal": ["begun", "ReadOnlyError", "written"],
}


def tried(connection, statement, word):
    try:
        connection.execute(statement)
    except apsw.Error as error:
        return type(error).__name__
    return word


found = {}
for journal in SEEN:
    path = f"{sys.argv[1]}/{journal}.db"
    writer = apsw.Connection(path)
    writer.execute(f"PRAGMA journal_mode={journal}")
    writer.execute("CREATE TABLE t (x)")
    reader = apsw.Connection(path, flags=apsw.SQLITE_OPEN_READONLY)
    found[journal] = [
        tried(reader, "BEGIN IMMEDIATE", "begun"),
        tried(reader, "INSERT INTO t VALUES (1)", "written"),
        tried(writer, "INSERT INTO t VALUES (2)", "written"),
    ]
print("SQLite", apsw.sqlite_lib_version(), "apsw", apsw.apsw_version())
for journal, answers in found.items():
    print(f"{journal}: read-only BEGIN IMMEDIATE, its INSERT, another connection's INSERT: {answers}")
raise SystemExit(found != SEEN)
PYTHON
