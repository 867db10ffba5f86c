"""What keeps a policy from being made."""


class ComposeError(Exception):
    """A text asks for an answer that its condition does not guarantee: a defect of the library."""
