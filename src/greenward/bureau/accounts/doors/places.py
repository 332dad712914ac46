"""Where a request comes from: the one address the doors count by and show to people.

Behind a proxy the address is the one the nearest trusted proxy wrote (`ALLAUTH_TRUSTED_PROXY_COUNT`);
whatever stands left of it in the header was written by the sender.
"""

from __future__ import annotations

from ipaddress import IPv6Address, IPv6Network, ip_address

from allauth.core.internal.httpkit import get_client_ip
from django.http import HttpRequest


def address_of(request: HttpRequest) -> str | None:
    """The sender's IPv4 address, or the first address of its IPv6 network: who holds one address
    of a /64 holds all. None for a request that did not come over a network."""
    given = get_client_ip(request)
    if given is None:
        return None
    found = ip_address(given)
    if isinstance(found, IPv6Address):
        if found.ipv4_mapped:
            return str(found.ipv4_mapped)
        if not found.is_loopback:
            return str(IPv6Network((found, 64), strict=False).network_address)
    return str(found)
