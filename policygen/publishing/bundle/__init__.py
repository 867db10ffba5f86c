"""A published policy with its history as one ZIP: written for its owner, restored on another installation."""
