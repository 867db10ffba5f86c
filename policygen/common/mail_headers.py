"""What every e-mail of ours says to machines."""

from email.utils import make_msgid, parseaddr

from django.conf import settings

from policygen.addresses import in_ascii


def headers() -> dict[str, str]:
    """No absence note answers it (RFC 3834), and its number is of the sender's domain: filters distrust
    that of a container."""
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
    return {"Auto-Submitted": "auto-generated", "Message-ID": make_msgid(domain=in_ascii(domain))}
