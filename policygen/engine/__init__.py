"""The engine: answers → facts → conditions → compose → document → writers. Never imports Django."""
