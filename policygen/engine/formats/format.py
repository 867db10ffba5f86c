"""What an output format is. Each module beside this one declares its own as `FORMAT`."""

from collections.abc import Callable
from dataclasses import dataclass

from policygen.engine.policy.document import Document


@dataclass(frozen=True)
class Format:
    """A form in which policies are written. The same document gives the same bytes."""

    name: str
    """On the command line, in addresses and in the database; of 10 characters at most."""
    suffix: str
    content_type: str
    label: str
    """What people call it in every language, as “PDF” is."""
    write: Callable[[Document], bytes]
    public: bool = True
    """Whether visitors may have it; else it is for the owner alone."""
