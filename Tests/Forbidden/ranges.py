"""Networks where nothing may be sent, with addresses in each, and addresses of the internet where something may."""

import ipaddress

#: IANA's registries of special addresses, and what clouds put there.
V4 = [
    "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
    "192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24", "192.168.0.0/16", "192.175.48.0/24",
    "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
]
V6 = [
    "::/96", "::ffff:0:0/96", "::ffff:0:0:0/96", "64:ff9b::/96", "64:ff9b:1::/48", "100::/64", "2001::/23",
    "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20", "5f00::/16", "fc00::/7", "fe80::/10", "fec0::/10",
    "ff00::/8", "4000::/3", "8000::/1",
]
#: Metadata services, brokers and the like, and IPv4 addresses in every wrapping that IPv6 has for them.
KNOWN = [
    "100.100.100.200", "127.0.0.1", "169.254.169.254", "169.254.170.2", "172.17.0.1", "192.168.1.1", "::", "::1",
    "fd00:ec2::254", "2001:0:4136:e378:8000:63bf:80ff:fffe", "2002:7f00:1::", "2002:a00:1::1", "2002:c0a8:101::",
]
WRAPPINGS = ["::", "::ffff:", "::ffff:0:", "64:ff9b::", "64:ff9b:1::"]
WRAPPED = ["127.0.0.1", "10.0.0.1", "169.254.169.254", "192.168.1.1"]

#: No program opens a connection there: groups, everybody, and neighbours without saying on which link.
UNCONNECTABLE = ["127.255.255.255/32", "224.0.0.0/4", "255.255.255.255/32", "fe80::/10", "ff00::/8"]

#: An address of the internet that this machine itself has.
OWN = "8.8.4.4"
#: A network of the internet that the operator has closed.
CLOSED = "9.9.9.0/24"
#: Receivers on the internet.
PUBLIC = ["8.8.8.8", "1.2.3.4", "2606:4700::1111"]
NAMESERVER = "198.41.0.4"


def inside(network):
    """The first, the last, and one between."""
    network = ipaddress.ip_network(network)
    middle = int(network.network_address) + network.num_addresses // 3 + 5
    return [str(network[0]), str(type(network.network_address)(middle)), str(network[-1])]


def forbidden():
    """Every address once, in an order that is always the same."""
    wrapped = [wrapping + inner for wrapping in WRAPPINGS for inner in WRAPPED]
    found = [address for network in V4 + V6 for address in inside(network)]
    found += KNOWN + wrapped + [OWN, *inside(CLOSED)]
    return list(dict.fromkeys(found))


def is_connectable(address):
    address = ipaddress.ip_address(address)
    plain = getattr(address, "ipv4_mapped", None) or address
    return not any(plain in ipaddress.ip_network(network) for network in UNCONNECTABLE)


def watched():
    """What is counted: everything but the internet."""
    return V4 + V6 + [OWN + "/32", CLOSED]


def url(address, scheme="http", port=None, path="/"):
    host = f"[{address}]" if ":" in address else address
    return f"{scheme}://{host}{f':{port}' if port else ''}{path}"
