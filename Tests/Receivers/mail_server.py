"""A real mail server, aiosmtpd, on a free port."""

import asyncio
import logging
import threading

from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword

# Clients that go away in the middle are part of what is tried here.
logging.getLogger("mail.log").setLevel(logging.CRITICAL)
logging.getLogger("asyncio").setLevel(logging.CRITICAL)

PASSWORD = b"p4ss w\xc3\xb6rd"


class MailServer:
    """What it says to MAIL, to RCPT and after DATA, instead of yes; `None` drops the connection."""

    def __init__(self, mail="250 ok", rcpt="250 ok", data="250 taken", **settings):
        self.mail, self.rcpt, self.data = mail, rcpt, data
        self.mails = []
        self.recipients = []
        self.was_secure = []
        self.loop = asyncio.new_event_loop()
        started = threading.Event()
        self.thread = threading.Thread(target=self._run, args=(settings, started), daemon=True)
        self.thread.start()
        assert started.wait(60), "the mail server did not start"

    def _run(self, settings, started):
        asyncio.set_event_loop(self.loop)
        secure = settings.pop("ssl", None)

        def talk():
            return SMTP(self, hostname="mail.example.com", loop=self.loop, authenticator=self.login, **settings)

        server = self.loop.run_until_complete(
            self.loop.create_server(talk, "127.0.0.1", 0, ssl=secure)
        )
        self.port = server.sockets[0].getsockname()[1]
        started.set()
        self.loop.run_forever()

    def login(self, server, session, envelope, mechanism, data):
        good = isinstance(data, LoginPassword) and data.login == b"petrel" and data.password == PASSWORD
        return AuthResult(success=good, handled=good)

    async def handle_MAIL(self, server, session, envelope, address, options):
        if self.mail.startswith("250"):
            envelope.mail_from = address
        return self.mail

    async def handle_RCPT(self, server, session, envelope, address, options):
        self.recipients.append(address)
        if self.rcpt.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.rcpt

    async def handle_DATA(self, server, session, envelope):
        self.mails.append(envelope.content)
        self.was_secure.append(session.ssl is not None)
        if self.data is None:
            server.transport.abort()
            return "451 never heard"
        return self.data

    def take(self):
        taken, self.mails = self.mails, []
        self.recipients = []
        return taken

    def close(self):
        self.loop.call_soon_threadsafe(self._cancel)
        self.thread.join(60)

    def _cancel(self):
        for task in asyncio.all_tasks(self.loop):
            task.cancel()
        self.loop.call_soon(self.loop.stop)
