"""Everything that is answered is declared by listApis, with its type. Typed clients fail on anything else."""

from story import demand

from petrel_rig import Refused

#: What Python's JSON reader makes of each declared type.
TYPES = {
    "string": str, "uuid": str, "date": str, "integer": int, "long": int, "short": int, "int": int, "boolean": bool,
    "double": (int, float), "list": list, "set": list, "map": dict, "responseobject": dict, "object": dict,
}


def differences(value, fields, path):
    """Where an answer is not as declared."""
    found = []
    declared = {field["name"]: field for field in fields}
    for name, member in value.items():
        place = f"{path}.{name}"
        if name not in declared:
            found.append(f"{place} is not declared")
            continue
        kind = declared[name]["type"]
        wanted = TYPES.get(kind.lower())
        if wanted is None:
            found.append(f"{place}: type {kind} is not known")
        elif not isinstance(member, wanted) or (isinstance(member, bool) and wanted is not bool):
            found.append(f"{place}: {member!r} is no {kind}")
        inner = declared[name].get("response")
        for item in member if isinstance(member, list) else [member]:
            if inner and isinstance(item, dict):
                found += differences(item, inner, place)
    return found


def tell(server):
    api = server.api()
    make_some_of_all(api)
    found = []
    lists = [c for c in api.call("listApis")["api"] if c["name"].startswith("list")]
    asked = 0
    for command in lists:
        needed = {p["name"]: p for p in command["params"] if p["required"]}
        if needed.keys() - {"templatefilter"}:
            continue
        parameters = {"templatefilter": "all"} if needed else {}
        try:
            answer = api.call(command["name"], **parameters)
        except Refused as refusal:
            found.append(f"{command['name']}: {refusal}")
            continue
        asked += 1
        objects = next((value for name, value in answer.items() if name != "count"), [])
        for value in objects if isinstance(objects, list) else [objects]:
            found += differences(value, command["response"], command["name"])
    demand(not found, "\n".join(sorted(set(found))[:40]))
    demand(asked > 30, f"{asked} lists were asked")


def make_some_of_all(api):
    """So that lists are not empty."""
    zone = api.call("listZones")["zone"][0]["id"]
    template = api.call("listTemplates", templatefilter="executable")["template"][0]["id"]
    service = api.call("listServiceOfferings")["serviceoffering"][0]["id"]
    machine = api.do(
        "deployVirtualMachine", zoneid=zone, templateid=template, serviceofferingid=service, name="declared")
    api.do("createTags", resourceids=machine["id"], resourcetype="UserVm", **{"tags[0].key": "a", "tags[0].value": "b"})
    volume = api.all("listVolumes", virtualmachineid=machine["id"])[0]
    api.do("createSnapshot", volumeid=volume["id"])
    api.do("associateIpAddress", zoneid=zone)
    api.call("createSSHKeyPair", name="declared")
    try:
        api.call("generateAlert", type=1, name="ALERT.CPU", description="declared")
    except Refused:
        pass
