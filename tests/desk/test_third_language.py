"""A third language begins on the desk: a label, then texts bit by bit; policies wait until it is complete."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

from policygen.draft import draft
from policygen.releases.libraries import compiled
from tests.editors import at, client_of, fields, refusals, send
from tests.library_draft import KEY, PATH, entry

LANGUAGES = ("release.yaml", "languages")


@pytest.mark.long
def test_it_works(ada: User) -> None:
    author: Client = client_of("ada")
    label = "languages: {en: English, uk: Українська, pl: Polski}\n"
    answer = send(author, entry(*LANGUAGES), text=label)
    assert answer.status_code == 302, refusals(answer)
    clause = entry(PATH, KEY)
    assert fields(author.get(at(clause)))["text_pl"] == ""
    number = send(author, clause, text_pl="Odpowiadamy w ciągu 77 dni.")
    assert any("77" in reason for reason in refusals(number)), refusals(number)
    answer = send(author, clause, text_pl="Możesz zapytać, jakie dane mamy.")
    assert answer.status_code == 302, refusals(answer)
    library = compiled(draft.files())
    assert library.languages == {"en": "English", "uk": "Українська", "pl": "Polski"}
    assert library.clauses_by_id[KEY].texts["pl"].html == "<p>Możesz zapytać, jakie dane mamy.</p>"
    assert [*library.complete_languages] == ["en", "uk"]
    missing = [
        place.partition(": clauses.")[2]
        for place in library.untranslated["pl"]
        if place.startswith(PATH)
    ]
    others = [c.id for c in library.clauses if c.section == "rights" and c.id != KEY]
    assert [place for place in missing if place.endswith(".text")] == [f"{i}.text" for i in others]
