"""Which addresses of the network anybody may reach. Everything else is somebody's own: a router, a
database, the metadata of a cloud."""

from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

_TRANSLATED = IPv6Network("64:ff9b::/96")
"""NAT64 (RFC 6052): its last four bytes are an IPv4 address, which is where it leads."""


def is_public(text: str) -> bool:
    """Of an IP address; False where `text` is none."""
    try:
        address = ip_address(text)
    except ValueError:
        return False
    if isinstance(address, IPv6Address):
        if within := _within(address):
            return _reachable(within)
        if address.scope_id or address in IPv6Network("2002::/16") or address.teredo:
            return False  # 6to4 and Teredo lead to an IPv4 address, and nobody serves a shop there
    return _reachable(address)


def _within(address: IPv6Address) -> IPv4Address | None:
    """The IPv4 address that an IPv6 one stands for."""
    if address in _TRANSLATED:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped


def _reachable(address: IPv4Address | IPv6Address) -> bool:
    return address.is_global and not (
        address.is_multicast
        or address.is_reserved
        or address.is_unspecified
        or address.is_loopback
        or address.is_link_local
    )
