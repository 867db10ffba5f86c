"""The forms of the wizard, one file per screen."""
