#!/usr/bin/env python
"""Django's command line; `generate` makes a policy from a facts file."""

from policygen.__main__ import main

if __name__ == "__main__":
    main()
