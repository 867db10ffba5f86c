"""What is wrong with a text, for whoever says it in the editor's language."""


class TextError(ValueError):
    """A text can't be used. The message is English; `code`, `params` and `line` (from 1, None where it
    is the whole text) are for whoever says it in another language.

    Codes and their params. Of the whole: too_long (limit, length), too_many (limit, number),
    too_many_signs (limit, number). Characters: unseen (character), letter (character, instead),
    mixed_letters (word, letters). Placeholders: blocks, not_closed, brace (found), unreadable (reason),
    form, arguments (name), unknown_placeholder (name), placeholder_too_long (limit), field (name),
    double_brace. Markdown: markup, html (tag), heading (found), list_item (found), table, emphasis (sign),
    sign (sign), backtick, bracket (found), entity (found), too_deep, link (url), placeholder_in_link;
    plain_line (found) in a text that has no Markdown.
    """

    def __init__(self, code: str, message: str, line: int | None = None, **params: object):
        super().__init__(message)
        self.code = code
        self.line = line
        self.params = params


class NoValue(KeyError):
    """A text asks for a placeholder that has no value for this shop."""

    def __init__(self, placeholder: str):
        super().__init__(placeholder)
        self.message = f"{placeholder} has no value for this shop"


def line_of(source: str, position: int) -> int:
    return source.count("\n", 0, position) + 1
