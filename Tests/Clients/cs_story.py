"""The life of a machine with `cs`: volume, snapshot, address, tags, keys, events, errors and paging."""

import base64
import urllib.parse
import urllib.request

from cs import CloudStack, CloudStackApiException
from story import demand, equal


class Story:
    def __init__(self, server, method="get"):
        self.server = server
        self.cloud = CloudStack(
            endpoint=server.ready["url"] + "/client/api", key=server.ready["apiKey"],
            secret=server.ready["secretKey"], poll_interval=0.02, method=method,
        )
        self.zone = self.cloud.listZones(fetch_list=True)[0]

    def refused(self, code, command, **parameters):
        """The error that a command gives."""
        try:
            answer = getattr(self.cloud, command)(fetch_result=True, **parameters)
        except CloudStackApiException as error:
            equal(error.error["errorcode"], code, f"{command} {parameters}: {error.error}")
            demand(error.error["errortext"], f"{command}: an error says what happened")
            return error.error
        raise AssertionError(f"{command} {parameters} was not refused: {answer}")

    def live(self):
        cloud, zone = self.cloud, self.zone["id"]
        template = cloud.listTemplates(templatefilter="executable", fetch_list=True)[0]["id"]
        service = cloud.listServiceOfferings(fetch_list=True)[0]["id"]
        disk = next(d for d in cloud.listDiskOfferings(fetch_list=True) if not d.get("iscustomized"))["id"]
        keys = cloud.createSSHKeyPair(name="cs-key")["keypair"]
        demand("PRIVATE KEY" in keys["privatekey"], "a new key pair has its private key")
        data = base64.b64encode("#cloud-config ~*[x] ä".encode()).decode()

        job = cloud.deployVirtualMachine(
            zoneid=zone, templateid=template, serviceofferingid=service, name="cs-vm", displayname="Größe ~*[1]",
            keypair="cs-key", userdata=data,
        )
        demand(job["id"] and job["jobid"], "a deployment answers with the machine's id and the job's")
        machine = cloud.queryAsyncJobResult(jobid=job["jobid"])
        while machine["jobstatus"] == 0:
            machine = cloud.queryAsyncJobResult(jobid=job["jobid"])
        machine = machine["jobresult"]["virtualmachine"]
        equal(machine["id"], job["id"], "the job's machine")
        equal((machine["state"], machine["displayname"]), ("Running", "Größe ~*[1]"), "a deployed machine")
        demand(machine["nic"][0]["isdefault"] and machine["nic"][0]["ipaddress"], "it has a default NIC")
        told = cloud.getVirtualMachineUserData(virtualmachineid=machine["id"])
        equal(told["virtualmachineuserdata"]["userdata"], data, "user data read back")
        self.volumes(machine, disk)
        self.tags(machine)
        self.address(zone)
        self.power(machine)
        self.events(machine)
        self.errors(machine, zone, template, service)
        cloud.deleteSSHKeyPair(name="cs-key")

    def volumes(self, machine, disk):
        cloud = self.cloud
        made = cloud.createVolume(name="cs-data", diskofferingid=disk, zoneid=self.zone["id"], fetch_result=True)
        volume = made["volume"]["id"]
        attached = cloud.attachVolume(id=volume, virtualmachineid=machine["id"], fetch_result=True)["volume"]
        equal((attached["virtualmachineid"], attached["state"]), (machine["id"], "Ready"), "an attached volume")
        listed = cloud.listVolumes(virtualmachineid=machine["id"], type="DATADISK", fetch_list=True)
        equal([v["id"] for v in listed], [volume], "data disks of the machine")
        snapshot = cloud.createSnapshot(volumeid=volume, fetch_result=True)["snapshot"]
        equal((snapshot["volumeid"], snapshot["state"]), (volume, "BackedUp"), "a snapshot")
        equal(cloud.listSnapshots(id=snapshot["id"])["count"], 1, "snapshots by id")
        self.refused(536, "deleteVolume", id=volume)
        demand(cloud.deleteSnapshot(id=snapshot["id"], fetch_result=True)["success"], "a deleted snapshot")
        detached = cloud.detachVolume(id=volume, fetch_result=True)["volume"]
        demand("virtualmachineid" not in detached, "a detached volume is on no machine")
        demand(cloud.deleteVolume(id=volume)["success"] in (True, "true"), "a deleted volume")

    def tags(self, machine):
        cloud, name = self.cloud, dict(resourceids=[machine["id"]], resourcetype="UserVm")
        cloud.createTags(**name, tags=[{"key": "role", "value": "a b/c"}, {"key": "tier", "value": "1"}], fetch_result=True)
        tags = cloud.listVirtualMachines(id=machine["id"])["virtualmachine"][0]["tags"]
        equal({t["key"]: t["value"] for t in tags}, {"role": "a b/c", "tier": "1"}, "tags of the machine")
        cloud.deleteTags(**name, tags=[{"key": "tier"}], fetch_result=True)
        listed = cloud.listTags(resourceid=machine["id"], fetch_list=True)
        equal([t["key"] for t in listed], ["role"], "tags that are left")

    def address(self, zone):
        cloud = self.cloud
        address = cloud.associateIpAddress(zoneid=zone, fetch_result=True)["ipaddress"]
        found = cloud.listPublicIpAddresses(ipaddress=address["ipaddress"])["publicipaddress"]
        equal([a["id"] for a in found], [address["id"]], "public addresses by address")
        demand(cloud.disassociateIpAddress(id=address["id"], fetch_result=True)["success"], "an address given back")

    def power(self, machine):
        cloud, id = self.cloud, machine["id"]
        states = [
            cloud.stopVirtualMachine(id=id, fetch_result=True)["virtualmachine"]["state"],
            cloud.startVirtualMachine(id=id, fetch_result=True)["virtualmachine"]["state"],
            cloud.rebootVirtualMachine(id=id, fetch_result=True)["virtualmachine"]["state"],
            cloud.destroyVirtualMachine(id=id, fetch_result=True)["virtualmachine"]["state"],
        ]
        equal(states, ["Stopped", "Running", "Running", "Destroyed"], "states along the way")
        recovered = cloud.recoverVirtualMachine(id=id)["virtualmachine"]
        equal(recovered["state"], "Stopped", "a recovered machine")
        renamed = cloud.updateVirtualMachine(id=id, displayname="other")["virtualmachine"]
        equal(renamed["displayname"], "other", "a renamed machine")
        cloud.destroyVirtualMachine(id=id, expunge=True, fetch_result=True)
        equal(cloud.listVirtualMachines(id=id), {}, "an expunged machine is not listed")

    def events(self, machine):
        """All of it is in the events, as the machine's owner sees them."""
        events = self.cloud.listEvents(resourceid=machine["id"], resourcetype="VirtualMachine", fetch_list=True)
        steps = {(e["type"], e["state"]) for e in events}
        for kind in ("VM.CREATE", "VM.STOP", "VM.START", "VM.REBOOT", "VM.DESTROY"):
            for state in ("Scheduled", "Started", "Completed"):
                demand((kind, state) in steps, f"{kind} {state} is among the events")
        demand(("VM.UPDATE", "Completed") in steps, "VM.UPDATE is among the events")
        equal({e["resourceid"] for e in events}, {machine["id"]}, "events of a resource")
        by_id = {e["id"]: e for e in events}
        ends = [e for e in events if e["state"] == "Completed" and e["type"] == "VM.STOP"]
        equal(by_id[ends[0]["parentid"]]["state"], "Scheduled", "the first event of an action, which its end names")
        kinds = [e["name"] for e in self.cloud.listEventTypes()["eventtype"]]
        demand("VM.CREATE" in kinds, "listEventTypes names VM.CREATE")

    def errors(self, machine, zone, template, service):
        deploy = dict(zoneid=zone, templateid=template, serviceofferingid=service)
        self.refused(431, "startVirtualMachine", id=machine["id"])
        self.refused(431, "deployVirtualMachine", zoneid=zone)
        self.refused(431, "deployVirtualMachine", **{**deploy, "templateid": "nonsense"})
        self.refused(431, "listVirtualMachines", page=1, pagesize=501)
        self.refused(431, "listVirtualMachines", page=0, pagesize=5)
        self.refused(401, "noSuchCommand")
        wrong = CloudStack(self.cloud.endpoint, self.cloud.key, "wrong" * 10)
        try:
            wrong.listZones()
            raise AssertionError("a wrong signature was taken")
        except CloudStackApiException as error:
            equal(error.error["errorcode"], 401, "a wrong signature")
        self.refused(401, "listZones", signatureVersion="3", expires="2020-01-01T00:00:00+0000")

    def page_through(self, count):
        """More than one page of 500, whole, each once; and small pages that make up the same list."""
        cloud = self.cloud
        template = cloud.listTemplates(templatefilter="executable", fetch_list=True)[0]["id"]
        service = cloud.listServiceOfferings(fetch_list=True)[0]["id"]
        machine = cloud.deployVirtualMachine(
            zoneid=self.zone["id"], templateid=template, serviceofferingid=service, startvm=False, fetch_result=True,
        )["virtualmachine"]["id"]
        wanted = {f"key-{number}": f"value {number}" for number in range(count)}
        tags = [{"key": key, "value": value} for key, value in wanted.items()]
        for start in range(0, count, 250):
            some = tags[start : start + 250]
            cloud.createTags(resourceids=[machine], resourcetype="UserVm", tags=some, fetch_result=True)
        listed = cloud.listTags(resourceid=machine, fetch_list=True)
        equal(len(listed), count, "tags over all pages")
        equal({tag["key"]: tag["value"] for tag in listed}, wanted, "every tag is on some page")
        whole = cloud.listEvents(listall=True, page=1, pagesize=500)
        pieces = []
        for page in range(1, 1 + -(-len(whole["event"]) // 7)):
            pieces += cloud.listEvents(listall=True, page=page, pagesize=7)["event"]
        equal([e["id"] for e in pieces], [e["id"] for e in whole["event"]], "small pages make up the large one")
        equal(cloud.listEvents(page=10_000, pagesize=500).get("event", []), [], "a page past the end")

def log_in(server):
    """A session by name and password, as browsers and cmk do."""
    form = dict(command="login", username="admin", password=server.ready["password"], response="json")
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
    import json

    def post(**form):
        body = urllib.parse.urlencode(form).encode()
        with opener.open(server.ready["url"] + "/client/api", body) as answer:
            return json.load(answer)

    session = post(**form)["loginresponse"]
    listed = post(command="listZones", response="json", sessionkey=session["sessionkey"])
    demand(listed["listzonesresponse"]["count"] >= 1, "a session lists zones")
    post(command="logout", response="json", sessionkey=session["sessionkey"])


def tell(server):
    Story(server).live()
    Story(server, method="post").live()
    Story(server, method="post").page_through(510)
    log_in(server)
