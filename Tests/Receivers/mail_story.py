"""Mails arrive whole at a real server, over TLS where it is asked for, and no text gets out of its place."""

import email
import email.policy
import re
import tempfile

from certificates import Authority
from mail_server import PASSWORD, MailServer

LETTERS = "ab. .\n.\n..\n\r\n\r=äö€😀\t\"<>&From \u2028\u0085"
TO = "ops@example.com"
PLAIN = {"to": TO, "subject": "{{name}}", "text": "{{event.description}}"}


def tell(feeder, count, chance):
    server = MailServer()
    feeder.allow(mail={"port": server.port})
    whole(feeder, server)
    bodies(feeder, server, min(count, 1_000), chance)
    attacks(feeder, server)
    server.close()
    answers(feeder)
    with tempfile.TemporaryDirectory() as folder:
        secure(feeder, Authority(folder))


def parsed(mail):
    return email.message_from_bytes(mail, policy=email.policy.default)


def whole(feeder, server):
    for attempt in (1, 2):
        answer = feeder.tell("email", {"to": TO}, description="wéb <starts>", id="m_1", attempt=attempt)
        assert answer.get("status") == 250, answer
    mails = [parsed(mail) for mail in server.take()]
    assert len(mails) == 2 and mails[0]["message-id"] == mails[1]["message-id"] == "<m_1@cloud.example.com>"
    mail = mails[0]
    assert mail.defects == [] and mail["to"] == TO, (mail.defects, mail["to"])
    assert mail["subject"] == "[night watch] wéb <starts>", mail["subject"]
    assert mail["list-unsubscribe"] == "<https://cloud.example.com/unsubscribe/abc>"
    assert mail["list-unsubscribe-post"] == "List-Unsubscribe=One-Click"
    assert mail["petrel-counter"] == "7" and mail["auto-submitted"] == "auto-generated"
    assert mail["date"].datetime.tzinfo is not None
    text, html = [part.get_content() for part in mail.iter_parts()]
    assert "wéb <starts>" in text and "wéb &lt;starts&gt;" in html, (text, html)


def bodies(feeder, server, count, chance):
    texts = {}
    for number in range(count):
        texts[f"b_{number}"] = "".join(chance.choices(LETTERS, k=chance.randrange(1, 600)))
    orders = [
        {"kind": "email", "settings": PLAIN, "id": name, "description": text}
        for name, text in texts.items()
    ]
    for answer in feeder.ask(orders):
        assert answer.get("status") == 250, answer
    mails = server.take()
    assert len(mails) == count, f"{len(mails)} of {count}"
    for mail in mails:
        assert not re.search(rb"(?<!\r)\n|\r(?!\n)", mail), "a line ends in something else than CR and LF"
        assert max(map(len, mail.split(b"\r\n"))) <= 100
        message = parsed(mail)
        wanted = texts.pop(message["message-id"].strip("<>").split("@")[0])
        wanted = re.sub("\r\n|\r|\n", "\n", wanted) + "\n"
        found = message.get_payload(decode=True).decode().replace("\r\n", "\n")
        assert found == wanted, (found, wanted)


def attacks(feeder, server):
    evil = "evil@example.org"
    texts = [
        f"a{end}Bcc: {evil}" for end in ["\r", "\n", "\r\n", "\u2028", "\u0085", "\0", "%0d%0a", "\v"]
    ] + [f"a\n.\nMAIL FROM:<{evil}>", f"a\r\n.\r\nRCPT TO:<{evil}>\r\n", '"a\r\nb"@example.org', "=?utf-8?q?=0D=0ABcc:_x?="]
    headers = None
    for text in texts:
        # Everything of a mail that others have a say in: the subject, the subscription's name, ids, bodies.
        feeder.tell(
            "email", {"to": TO, "subject": "{{event.description}} {{subscription.name}}"},
            description=text, name=text, subscription=text, id=text,
        )
        recipients, mails = server.recipients, server.take()
        assert recipients == [TO] and len(mails) == 1, (text, recipients)
        names = sorted(parsed(mails[0]).keys())
        headers = headers or names
        assert names == headers, (text, names)
    for address in [f"{TO}\r\nRCPT TO:<{evil}>", f"{TO}, {evil}", f"{TO}> <{evil}", '"a\r\nb"@example.org', "", "x"]:
        assert "mistakes" in feeder.tell("email", {"to": address}), address
    assert server.take() == []


def answers(feeder):
    for code, verdict in [(421, "retry"), (450, "retry"), (452, "retry"), (550, "refused"), (554, "refused")]:
        for place in ["mail", "rcpt", "data"]:
            server = MailServer(**{place: f"{code} no"})
            feeder.allow(mail={"port": server.port})
            # Only a no to the recipient, for good, is held against it.
            bounce = "refused" if place == "rcpt" and code >= 500 else None
            for _ in range(2):
                answer = feeder.tell("email", {"to": TO})
                found = (answer.get("verdict"), answer.get("status"), answer.get("bounce"))
                assert found == (verdict, code, bounce), (place, answer)
            server.close()
    server = MailServer()
    feeder.allow(mail={"port": server.port})
    # The connection is kept, and the server changes its mind.
    assert feeder.tell("email", {"to": TO}).get("status") == 250
    for place, bounce in [("mail", None), ("rcpt", "refused")]:
        server.mail = server.rcpt = "250 ok"
        setattr(server, place, "550 no")
        assert feeder.tell("email", {"to": TO}).get("bounce") == bounce, place
    server.close()
    for code in ["550 5.1.1", "550 5.1.10", "550 5.2.1"]:
        server = MailServer(rcpt=f"{code} no such mailbox")
        feeder.allow(mail={"port": server.port})
        answer = feeder.tell("email", {"to": TO})
        assert (answer.get("verdict"), answer.get("bounce")) == ("endpointGone", "noSuchAddress"), answer
        server.close()
    server = MailServer(data=None)
    feeder.allow(mail={"port": server.port})
    assert feeder.tell("email", {"to": TO}, id="d_1").get("verdict") == "retry"
    assert [parsed(mail)["message-id"] for mail in server.take()] == ["<d_1@cloud.example.com>"]
    server.close()


def secure(feeder, authority):
    context = authority.context("127.0.0.1")
    login = {"user": "petrel", "password": PASSWORD.decode()}
    stripped = MailServer()
    start = MailServer(tls_context=context, require_starttls=True, auth_required=True)
    wrapped = MailServer(ssl=context, auth_require_tls=False)

    def send(server, security, **settings):
        settings = {"port": server.port, "security": security, "authority": authority.pem, **settings}
        feeder.allow(mail=settings)
        return feeder.tell("email", {"to": TO})

    assert send(start, "starttls", **login).get("status") == 250
    assert start.was_secure == [True]
    assert send(wrapped, "tls", **login).get("status") == 250
    assert len(wrapped.take()) == 1
    wrong = send(start, "starttls", user="petrel", password="wrong")
    assert wrong.get("reason") == "the mail server did not accept our name and password", wrong
    # A server that does not offer encryption, or is not who it should be, gets nothing.
    assert send(stripped, "starttls").get("verdict") == "retry"
    assert send(start, "starttls", authority=None, **login).get("verdict") == "retry"
    assert stripped.take() == [] and stripped.recipients == []
    assert len(start.take()) == 1
    for server in [stripped, start, wrapped]:
        server.close()
