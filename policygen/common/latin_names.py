"""What a name becomes in the address of a page, in the name of a file and in a slug."""

from django.utils.text import slugify

from policygen.engine.language.latin import in_latin

LONGEST = 40


def latin_name(name: str, otherwise: str) -> str:
    """«Срібна Нитка» → ``sribna-nytka``; `otherwise` where no letter of it has a Latin one."""
    return slugify(in_latin(name))[:LONGEST].strip("-_") or otherwise
