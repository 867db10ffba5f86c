"""What owners type, looked at as what it is: an address, a number, no answer. No models, no library."""
