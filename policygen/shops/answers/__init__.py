"""A shop's answers as one thing: from the database or a facts file, changed, and stored again."""
