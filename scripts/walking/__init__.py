"""`make walk`: owners answer the wizard in a browser, and what they meet on the way is counted."""
