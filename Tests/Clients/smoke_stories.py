"""A short story with each of the other clients that PyPI has."""

import asyncio
import json
import os
import subprocess
import sys
import tempfile

from story import demand, equal


def cloudstackaio(server):
    from CloudStackAIO.CloudStack import CloudStack, CloudStackClientException

    async def live():
        cloud = CloudStack(
            end_point=server.ready["url"] + "/client/api", api_key=server.ready["apiKey"],
            api_secret=server.ready["secretKey"], event_loop=asyncio.get_running_loop(), async_poll_latency=0.02,
        )
        try:
            zone = (await cloud.listZones())["zone"][0]["id"]
            template = (await cloud.listTemplates(templatefilter="executable"))["template"][0]["id"]
            service = (await cloud.listServiceOfferings())["serviceoffering"][0]["id"]
            answer = await cloud.deployVirtualMachine(
                zoneid=zone, templateid=template, serviceofferingid=service, name="aio-vm")
            machine = answer["virtualmachine"]["id"]
            equal(answer["virtualmachine"]["state"], "Running", "a deployed machine")
            listed = (await cloud.listVirtualMachines())["virtualmachine"]
            demand(machine in [m["id"] for m in listed], "the machine in the list")
            demand((await cloud.listApis())["api"] and await cloud.listCapabilities(), "lists without pages")
            await cloud.destroyVirtualMachine(id=machine, expunge="true")
            try:
                await cloud.startVirtualMachine(id=machine)
                raise AssertionError("a machine that is gone was started")
            except CloudStackClientException as error:
                equal(error.error_code, 431, "an error's code")
        finally:
            await cloud._close_session()

    asyncio.run(live())


def minicloudstack(server):
    from minicloudstack.mcs import Configuration, MiniCloudStack, MiniCloudStackException

    cloud = MiniCloudStack(
        Configuration(server.ready["url"] + "/client/api", server.ready["apiKey"], server.ready["secretKey"], True))
    demand(all(part.isdigit() for part in cloud.version()), "a version of two numbers")
    (zone, *_) = cloud.list("zones")
    demand(zone.id in cloud.map("zones"), "zones by id")
    made = cloud.obj("create disk offering", name="mini", displaytext="mini", disksize=1)
    equal(made.disksize, 1, "a disk offering")
    volume = cloud.obj("create volume", name="mini", diskofferingid=made.id, zoneid=zone.id)
    equal(volume.zoneid, zone.id, "a volume, after its job")
    cloud.delete("volume", id=volume.id)
    cloud.delete("disk offering", id=made.id)
    try:
        cloud.call("delete volume", id=volume.id)
        raise AssertionError("a volume was deleted twice")
    except MiniCloudStackException as error:
        demand("431" in str(error), f"an error is told: {error}")


def cs_command(server):
    environment = dict(
        os.environ, CLOUDSTACK_ENDPOINT=server.ready["url"] + "/client/api",
        CLOUDSTACK_KEY=server.ready["apiKey"], CLOUDSTACK_SECRET=server.ready["secretKey"],
    )
    program = os.path.join(os.path.dirname(sys.executable), "cs")
    done = subprocess.run(
        [program, "listZones"], env=environment, capture_output=True, text=True, timeout=60)
    equal(done.returncode, 0, f"cs listZones: {done.stderr}")
    equal(json.loads(done.stdout)["zone"][0]["name"], "zone-1", "the zone's name")
    done = subprocess.run(
        [program, "startVirtualMachine", "id=x"], env=environment, capture_output=True, text=True, timeout=60)
    demand(done.returncode != 0 and "431" in done.stdout + done.stderr, f"cs tells of errors: {done.stdout}")


def openapi(server):
    """cloudstack-openapi reads every command that the server declares, and asks every list."""
    environment = dict(
        os.environ, CLOUDSTACK_ENDPOINT=server.ready["url"] + "/client/api",
        CLOUDSTACK_KEY=server.ready["apiKey"], CLOUDSTACK_SECRET=server.ready["secretKey"],
    )
    program = os.path.join(os.path.dirname(sys.executable), "cloudstack-openapi")
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "openapi.json")
        done = subprocess.run(
            [program, "--probe-response-keys", "--format", "json", "-o", path], env=environment, capture_output=True,
            text=True, timeout=60,
        )
        equal(done.returncode, 0, f"cloudstack-openapi: {done.stderr}")
        demand("warning" not in done.stderr.lower(), f"cloudstack-openapi: {done.stderr}")
        with open(path, encoding="utf-8") as file:
            document = json.load(file)
    demand(len(document["paths"]) > 100, f"{len(document['paths'])} commands in the document")
