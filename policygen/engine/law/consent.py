"""Whether somebody asks for the consent that a purpose rests on."""

from policygen.engine.facts.model import Activity, Facts

ON_DEVICE = frozenset(
    {"advertising", "analytics", "personalisation", "session_replay", "social_features"}
)
"""Purposes to which visitors agree on the site itself, in its question about cookies."""


def agreed_on_site(facts: Facts) -> tuple[Activity, ...]:
    """What visitors agree to in the site's own question, whether or not it sets a cookie."""
    return tuple(
        activity
        for activity in facts.activities
        if activity.basis == "consent"
        and activity.purpose in ON_DEVICE
        and facts.cookies.banner is True
    )


def is_asked(activity: Activity, facts: Facts) -> bool:
    """False where the purpose rests on visitors’ consent and the owner does not say that the site asks:
    nobody gave it then (GDPR Art. 4(11), 7(1)).
    """
    return (
        activity.basis != "consent"
        or activity.purpose not in ON_DEVICE
        or facts.cookies.banner is True
    )
