"""A later edition of the shipped library: what a newer version of the program would bring.

One text changed that nobody here touched, one that an editor changed too, a service that is new, one
that is gone.
"""

from policygen.engine.library import library_files
from policygen.engine.library.model import SHIPPED

QUIET = ("clauses/complaints.yaml", "complaints-shop")
CONTESTED = ("clauses/changes.yaml", "changes-why")
GONE = ("tools/gem_lab.yaml", "dgcu")
LIKE_NEW, NEW = ("tools/video.yaml", "bunny"), "streamhut"


def later() -> dict[str, str]:
    files = library_files.read_files(SHIPPED)
    for path, key in (QUIET, CONTESTED):
        files[path] = _reworded(files[path], key, "The later edition says so.")
    path, key = GONE
    files[path] = _without(files[path], key)
    path, key = LIKE_NEW
    files[path] = files[path].rstrip("\n") + "\n\n" + _another(files[path], key, NEW)
    return files


def _entry(text: str, key: str) -> library_files.Entry:
    return next(one for one in library_files.split(text).entries if one.key == key)


def _reworded(text: str, key: str, sentence: str) -> str:
    old = _entry(text, key).text
    assert "\n    uk: |" in old
    return text.replace(old, old.replace("\n    uk: |", f" {sentence}\n    uk: |", 1))


def _without(text: str, key: str) -> str:
    file = library_files.split(text)
    kept = file.head + "".join(one.text for one in file.entries if one.key != key)
    return kept.rstrip("\n") + "\n"


def _another(text: str, key: str, name: str) -> str:
    """The same service under another name; nothing tells a page that it is there."""
    data = {**_entry(text, key).data, "slug": name, "name": "Streamhut", "cookies": []}
    for field in ("aliases", "signatures"):
        data.pop(field, None)
    return library_files.dump_entry(data, None)
