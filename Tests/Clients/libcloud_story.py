"""The life of a machine with apache-libcloud's driver, from an image to its end."""

import urllib.parse

from libcloud.common.types import InvalidCredsError
from libcloud.compute.drivers.cloudstack import CloudStackNodeDriver
from libcloud.compute.types import NodeState, StorageVolumeState
from story import demand, equal, eventually


class QuickConnection(CloudStackNodeDriver.connectionCls):
    #: Seconds between two looks at a job.
    poll_interval = 0.02


class QuickDriver(CloudStackNodeDriver):
    connectionCls = QuickConnection


def connect(server, secret=None):
    parts = urllib.parse.urlsplit(server.ready["url"])
    return QuickDriver(
        key=server.ready["apiKey"], secret=secret or server.ready["secretKey"], secure=False,
        host=parts.hostname, port=parts.port, path="/client/api",
    )


def tell(server):
    driver = connect(server)
    (location, *_) = driver.list_locations()
    image = driver.list_images(location)[0]
    size = min(driver.list_sizes(location), key=lambda s: s.ram)
    network = driver.ex_list_networks()[0]
    key = driver.create_key_pair("libcloud-key")
    demand(key.private_key and key.fingerprint, "a new key pair")

    node = driver.create_node(
        name="libcloud-vm", image=image, size=size, location=location, networks=[network],
        ex_keyname="libcloud-key", ex_userdata="hello", ex_start_vm=True,
    )
    equal(node.state, NodeState.RUNNING, "a new node")
    demand(node.private_ips, "a node has an address")
    equal(driver.ex_get_node(node.id).name, "libcloud-vm", "a node by id")
    equal([n.id for n in driver.list_nodes() if n.name == "libcloud-vm"], [node.id], "the node in the list")
    equal([n.network_id for n in driver.ex_list_nics(node)], [network.id], "the node's NICs")
    storage(driver, node, location)
    rest(driver, node)

    demand(driver.ex_stop(node), "a node that stops")
    equal(driver.ex_get_node(node.id).state, NodeState.STOPPED, "a stopped node")
    demand(driver.ex_start(node), "a node that starts")
    demand(driver.reboot_node(node), "a node that reboots")
    demand(driver.destroy_node(node, ex_expunge=True), "a destroyed node")
    eventually(lambda: node.id not in [n.id for n in driver.list_nodes()], "an expunged node is gone")
    demand(driver.delete_key_pair(key), "a deleted key pair")
    try:
        connect(server, secret="wrong" * 10).list_locations()
        raise AssertionError("a wrong secret was taken")
    except InvalidCredsError:
        pass


def storage(driver, node, location):
    volume = driver.create_volume(size=2, name="libcloud-data", location=location)
    demand(driver.attach_volume(node, volume), "a volume that is attached")
    found = driver.ex_get_volume(volume.id)
    equal(found.state, StorageVolumeState.INUSE, "an attached volume is in use")
    demand(volume.id in [v.id for v in driver.list_volumes(node)], "the node's volumes")
    snapshot = driver.create_volume_snapshot(volume)
    demand(snapshot.id in [s.id for s in driver.list_snapshots()], "the snapshot in the list")
    demand(driver.destroy_volume_snapshot(snapshot), "a deleted snapshot")
    demand(driver.detach_volume(volume), "a volume that is detached")
    demand(driver.destroy_volume(volume), "a deleted volume")


def rest(driver, node):
    """Everything else that the driver asks of a cloud."""
    address = driver.ex_allocate_public_ip(location=driver.list_locations()[0])
    demand(address.id in [a.id for a in driver.ex_list_public_ips()], "the address in the list")
    demand(driver.ex_release_public_ip(address), "an address that is released")
    demand(driver.ex_create_tags([node.id], "UserVm", {"a": "b"}), "tags")
    equal(driver.ex_get_node(node.id).extra["tags"], {"a": "b"}, "a node's tags")
    demand(driver.ex_delete_tags([node.id], "UserVm", ["a"]), "tags that are taken away")
    demand(driver.ex_list_disk_offerings() and driver.ex_list_network_offerings(), "offerings")
    demand(driver.ex_list_os_types() and driver.ex_limits(), "system types and limits")
    for look in (
        driver.ex_list_projects, driver.ex_list_vpcs, driver.ex_list_routers, driver.ex_list_security_groups,
        driver.ex_list_affinity_groups, driver.ex_list_firewall_rules, driver.ex_list_port_forwarding_rules,
        driver.ex_list_ip_forwarding_rules,
    ):
        equal(look(), [], look.__name__)
