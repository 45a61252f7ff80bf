internal import PetrelStates

extension ResourceReference {
    func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("kind", kind)
            json.member("id", id)
        }
    }

    init(members: EventMembers) throws(CloudEventError) {
        try self.init(ResourceKind(members.string("kind")), members.string("id"))
    }
}

extension CloudEvent.Cause {
    func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("event", event?.description)
            json.member("job", job)
        }
    }

    init(members: EventMembers) throws(CloudEventError) {
        try self.init(event: members.optionalID("event"), job: members.optionalString("job"))
    }
}

extension CloudEvent.Actor {
    func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("user", user)
            json.member("account", account)
            json.member("userName", userName)
            json.member("accountName", accountName)
        }
    }

    init(members: EventMembers) throws(CloudEventError) {
        try self.init(
            user: members.string("user"), account: members.string("account"),
            userName: members.optionalString("userName"),
            accountName: members.optionalString("accountName"))
    }
}

extension CloudEvent.Owner {
    func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("account", account)
            json.member("domain", domain)
            json.member("project", project)
            json.member("accountName", accountName)
        }
    }

    init(members: EventMembers) throws(CloudEventError) {
        try self.init(
            account: members.string("account"), domain: members.optionalString("domain"),
            project: members.optionalString("project"),
            accountName: members.optionalString("accountName"))
    }
}
