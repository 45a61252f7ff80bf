"""The CloudEvents SDK reads all three modes."""

import json

from cloudevents.core.bindings.http import HTTPMessage, from_http_event
from cloudevents.v1.http import from_http, from_json
from sink import Sink

DESCRIPTION = 'the machine “wéb” \\ "starts" 😀'


def tell(feeder, count, chance):
    sink = Sink()
    feeder.allow(ports=[sink.port])
    order = {"description": DESCRIPTION}
    for form in ["structured", "binary"]:
        answer = feeder.tell("webhook", {"url": sink.url(), "format": form}, **order)
        assert answer.get("status") == 204, answer
        headers, body = sink.take()[0]
        events = [from_http(headers, body), from_http_event(HTTPMessage(headers, body))]
        old, new = events
        assert old["type"] == new.get_type() == "StartRequested"
        assert old["subject"] == new.get_subject()
        assert old["newstate"] == new.get_extension("newstate") == "Starting"
        assert old["id"] == new.get_id() and old["source"] == new.get_source() == "management-server"
        assert old["time"] and new.get_time().tzinfo is not None
        data = new.get_data()
        data = data if isinstance(data, dict) else json.loads(data)
        assert old.data == data and data["description"] == DESCRIPTION, data
    batch(feeder, sink)
    sink.shutdown()


def batch(feeder, sink):
    answer = feeder.tell(
        "webhook", {"url": sink.url(), "format": "batched"}, descriptions=["one", "two", "three"]
    )
    assert answer.get("status") == 204, answer
    headers, body = sink.take()[0]
    headers = {name.lower(): value for name, value in headers.items()}
    assert headers["content-type"] == "application/cloudevents-batch+json"
    assert not any(name.startswith("ce-") for name in headers)
    events = [from_json(json.dumps(event)) for event in json.loads(body)]
    assert [event.data["description"] for event in events] == ["one", "two", "three"]
    assert len({event["id"] for event in events}) == 3
