"""Days as pages write them: in one form everywhere, that of the policies (language/phrases.py)."""
