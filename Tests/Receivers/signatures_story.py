"""The published verifiers take what we send, and nothing that was changed on its way."""

import base64

import standardwebhooks
import svix.webhooks
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from sink import Sink

LETTERS = "abc äöü€😀\"\\\n\t\r{}\u2028שלום\u0000"


def tell(feeder, count, chance):
    sink = Sink()
    feeder.allow(ports=[sink.port])
    shared = "whsec_" + base64.b64encode(chance.randbytes(chance.randrange(24, 65))).decode()
    private = Ed25519PrivateKey.generate()
    seed = private.private_bytes(Encoding.Raw, PrivateFormat.Raw, NoEncryption())
    settings = {
        "url": sink.url(),
        "secret": shared,
        "secrets": ["whsk_" + base64.b64encode(seed).decode()],
    }
    verifiers = [
        lambda headers, body: standardwebhooks.Webhook(shared).verify(body, headers, json_parse=False),
        lambda headers, body: svix.webhooks.Webhook(shared).verify(body, headers),
        lambda headers, body: verify_pair(private.public_key(), headers, body),
    ]
    bodies = {f"message_{number}": random_body(chance, number) for number in range(count)}
    orders = [
        {"kind": "webhook", "settings": settings, "id": name, "payload": body}
        for name, body in bodies.items()
    ]
    for answer in feeder.ask(orders):
        assert answer.get("status") == 204, answer
    requests = sink.take()
    assert len(requests) == count, f"{len(requests)} of {count}"
    for headers, body in requests:
        headers = {name.lower(): value for name, value in headers.items()}
        assert body == bodies.pop(headers["webhook-id"]).encode(), "a body came changed"
        for verify in verifiers:
            verify(dict(headers), body)
            changed_headers, changed_body = changed(chance, headers, body)
            assert is_refused(verify, changed_headers, changed_body), (headers, changed_headers)
    sink.shutdown()


def random_body(chance, number):
    if number == 0:
        return ""
    length = 1 << 20 if number == 1 else 20_000 if number % 100 == 2 else chance.randrange(1, 400)
    return "".join(chance.choices(LETTERS, k=length))


def verify_pair(key, headers, body):
    """As the specification says for v1a, with nothing of ours."""
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    for signature in headers["webhook-signature"].split(" "):
        version, text = signature.split(",")
        if version == "v1a":
            return key.verify(base64.b64decode(text), signed)
    raise InvalidSignature


def changed(chance, headers, body):
    """The same with one bit turned: in the id, the time, the body or every signature."""
    headers = dict(headers)
    place = chance.choice(["webhook-id", "webhook-timestamp", "webhook-signature", "body"])
    if place == "body":
        return headers, turn(chance, body) if body else b"x"
    if place == "webhook-signature":
        parts = [part.split(",") for part in headers[place].split(" ")]
        headers[place] = " ".join(
            f"{version},{base64.b64encode(turn(chance, base64.b64decode(text))).decode()}"
            for version, text in parts
        )
    elif place == "webhook-timestamp":
        # Late and early beyond the five minutes that are allowed, and by little, which breaks the signature.
        headers[place] = str(int(headers[place]) + chance.choice([-301, -1, 1, 301, 86_400]))
    else:
        headers[place] = turn(chance, headers[place].encode()).decode("latin-1")
    return headers, body


def turn(chance, data):
    position, bit = chance.randrange(len(data)), 1 << chance.randrange(8)
    return data[:position] + bytes([data[position] ^ bit]) + data[position + 1 :]


def is_refused(verify, headers, body):
    try:
        verify(headers, body)
    except Exception:
        return True
    return False


