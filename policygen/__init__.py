"""policygen: plain questions in, a true and readable privacy policy out."""

import os

# Pydantic would look for plugins in every installed package, at each start. There are none.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
