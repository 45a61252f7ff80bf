"""people.py PETREL [--kills N] [--seed N] [--pages FOLDER]

The real server writes to people over a real mail server (aiosmtpd), and is killed again and again. An address is asked
first, links do nothing when they are looked at, one click ends a subscription, no address gets more mails in an hour than
it may, and what was kept is counted to the last event. With `--pages` the pages are left there as files.
"""

import argparse
import base64
import email
import email.policy
import hashlib
import http.client
import os
import random
import re
import sys
import urllib.parse

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [os.path.join(HERE, "..", "Rig"), os.path.join(HERE, "..", "Receivers")]

from mail_server import MailServer  # noqa: E402
from petrel_rig import Server, Tenant  # noqa: E402
from proof import wait_for  # noqa: E402

LIMIT = 5


def parsed(mail):
    return email.message_from_bytes(mail, policy=email.policy.default)


def body(mail):
    return mail.get_body(("plain",)).get_content()


class Mailbox:
    """What came to one address."""

    def __init__(self, server, address):
        self.server, self.address = server, address

    def mails(self):
        return [mail for mail in map(parsed, self.server.mails) if mail["to"] == self.address]

    def await_mail(self, count):
        return wait_for(lambda: len(self.mails()) >= count and self.mails(), f"mail {count} to {self.address}", 30)[count - 1]


def visit(server, link, method="GET", body=None, headers=None):
    """As a browser does, and with no key."""
    parts = urllib.parse.urlsplit(link)
    connection = http.client.HTTPConnection(*server.address, timeout=60)
    target = parts.path + (f"?{parts.query}" if parts.query else "")
    connection.request(method, target, body=body, headers=headers or {})
    answer = connection.getresponse()
    text = answer.read().decode()
    connection.close()
    if method == "HEAD":
        assert not text
        return answer.status, text
    assert answer.headers["content-type"] == "text/html; charset=utf-8", (answer.status, text)
    assert answer.headers["content-security-policy"].startswith("default-src 'none'; style-src 'sha256-")
    assert answer.headers["referrer-policy"] == "no-referrer" and answer.headers["cache-control"] == "no-store"
    assert "<script" not in text
    style = hashlib.sha256(re.search("<style>(.*?)</style>", text, re.S)[1].encode()).digest()
    assert f"'sha256-{base64.b64encode(style).decode()}'" in answer.headers["content-security-policy"]
    return answer.status, text


def press(server, link):
    """What a mail program sends for one click (RFC 8058)."""
    return visit(
        server, link, "POST", "List-Unsubscribe=One-Click", {"Content-Type": "application/x-www-form-urlencoded"})


def one(api, subscription):
    return api.call("listSubscriptions", id=subscription)["subscription"][0]


def subscribe(api, address):
    answer = api.call(
        "createSubscription", **{"name": "night <b>watch</b>", "channel": "email", "settings[0].to": address})
    return answer["subscription"]["id"]


def asking(server, mail, keep):
    """First yes, then no."""
    ann = Tenant(server.api(), "ann")
    api, box = server.api(ann.key, ann.secret), Mailbox(mail, "ann@example.com")
    subscription = subscribe(api, "ann@example.com")
    question = box.await_mail(1)
    assert question["list-unsubscribe"] is None and "<b>" not in body(question), body(question)
    link = re.search(r"https?://\S+", body(question))[0]
    keep("question", visit(server, link)[1])
    for _ in range(3):
        assert visit(server, link)[0] == 200 and visit(server, link, "HEAD")[0] == 200
    api.call("createSSHKeyPair", name="while-waiting")
    assert one(api, subscription)["state"] == "unconfirmed" and len(box.mails()) == 1
    assert visit(server, link[:-1] + ("A" if link[-1] != "A" else "B"), "POST")[0] == 404
    server.kill()
    server.start()
    api = server.api(ann.key, ann.secret)
    status, text = visit(server, link, "POST")
    assert status == 200 and "Thank you" in text
    keep("yes", text)
    told = box.await_mail(2)
    end = told["list-unsubscribe"].strip("<>")
    assert end in body(told)
    for _ in range(3):
        status, text = visit(server, end)
        assert status == 200 and "night &lt;b&gt;watch" in text, text
    keep("unsubscribe", text)
    assert one(api, subscription)["state"] == "enabled"
    status, text = press(server, end)
    assert status == 200 and one(api, subscription)["reason"] == "its recipient has unsubscribed"
    keep("ended", text)
    keep("wrong", visit(server, end[:-3])[1])
    api.call("createSSHKeyPair", name="too-late")
    print("asked first, ended by one click; looking did nothing")


def storm(server, mail, kills, chance):
    """More than an address may get, and the server killed in the middle of it."""
    bob = Tenant(server.api(), "bob")
    api, box = server.api(bob.key, bob.secret), Mailbox(mail, "bob@example.com")
    subscription = subscribe(api, "bob@example.com")
    link = re.search(r"https?://\S+", body(box.await_mail(1)))[0]
    visit(server, link, "POST")
    made = 0
    for round in range(kills):
        for _ in range(chance.randrange(5, 25)):
            api.call("createSSHKeyPair", name=f"pair-{made}")
            made += 1
        server.kill()
        server.start()
        api = server.api(bob.key, bob.secret)

    def settled():
        shown = one(api, subscription)
        return shown["behind"] == 0 and shown["underway"] == 0 and shown

    shown = wait_for(settled, "all is sent or kept")
    told = {mail["message-id"]: mail for mail in box.mails()[1:]}
    assert len(box.mails()) - 1 <= LIMIT, f"{len(box.mails()) - 1} mails in an hour"
    # What was cut off by a kill is counted as sent, and comes again in the digest: nothing is missing.
    assert shown["kept"] + len(told) >= shown["counter"] >= made, (shown, len(told))
    assert shown["kept"] <= shown["counter"], shown
    print(f"{made} keys, {shown['counter']} events over {kills} kills: {len(told)} mails, {shown['kept']} kept")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("petrel")
    parser.add_argument("--kills", type=int, default=5)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--pages")
    arguments = parser.parse_args()

    def keep(name, text):
        if arguments.pages:
            with open(os.path.join(arguments.pages, f"{name}.html"), "w", encoding="utf-8") as file:
                file.write(text)

    mail = MailServer()
    settings = {
        "address": "https://cloud.example.com", "mailhost": "127.0.0.1", "mailport": mail.port, "mailsecurity": "none",
        "mailsender": "petrel@cloud.example.com", "mailsperhour": LIMIT,
    }
    server = Server(
        arguments.petrel,
        settings=[word for name, value in settings.items() for word in ("--set", f"plugins.notify.{name}={value}")])
    server.start()
    try:
        asking(server, mail, keep)
        storm(server, mail, arguments.kills, random.Random(arguments.seed))
    except BaseException:
        print(server.last_words(), file=sys.stderr)
        raise
    finally:
        server.kill()
        mail.close()


if __name__ == "__main__":
    main()
