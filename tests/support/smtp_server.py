"""A mail server on loopback that keeps what it gets and answers by a script."""

import asyncio
import ssl
import threading
from collections import defaultdict, deque
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any, Self, cast

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

SLOWEST = 30.0
"""Seconds after which even a slow answer comes, should a test forget to hang up."""


class SmtpServer:
    """A real SMTP server on 127.0.0.1; safe to read from other threads.

    `users` (name to password) makes it ask for a sign-in; `tls` offers STARTTLS, or with `wrapped` speaks TLS
    from the first byte. Whoever signs in as `hang up` is hung up on.
    """

    def __init__(
        self,
        *,
        users: dict[str, str] | None = None,
        tls: ssl.SSLContext | None = None,
        wrapped: bool = False,
        smtputf8: bool = True,
    ) -> None:
        self._lock = threading.Lock()
        self._messages: list[EmailMessage] = []
        self._replies: dict[str, deque[str]] = defaultdict(deque)
        self._after_data: deque[str] = deque()
        self._transports: set[asyncio.Transport] = set()
        self.connections = 0
        self._users = users or {}
        self._controller = _Controller(
            self,
            hostname="127.0.0.1",
            port=0,
            ssl_context=tls if wrapped else None,
            tls_context=None if wrapped else tls,
            require_starttls=bool(tls) and not wrapped,
            authenticator=self._authenticate if users else None,
            auth_required=bool(users),
            auth_require_tls=bool(tls) and not wrapped,
            enable_SMTPUTF8=smtputf8,
        )

    def __enter__(self) -> Self:
        """Start listening."""
        self._controller.start()
        self.connections = 0  # the controller says hello to itself once
        return self

    def __exit__(self, *_: object) -> None:
        """Stop and close the port."""
        self._controller.stop()

    @property
    def port(self) -> int:
        """Where it listens."""
        return cast("int", self._controller.port)

    @property
    def messages(self) -> list[EmailMessage]:
        """What was taken, oldest first; the recipient of the envelope stands in X-RcptTo."""
        with self._lock:
            return list(self._messages)

    def hang_up(self) -> None:
        """Drop every open connection, and return when that is done."""

        async def drop() -> None:
            for transport in self._transports:
                transport.abort()
            self._transports.clear()

        asyncio.run_coroutine_threadsafe(drop(), self._controller.loop).result(5)

    def answer_recipient(self, address: str, *replies: str) -> None:
        """Say what the next RCPT TO for an address get: a reply line, `hang up` or `slow`."""
        with self._lock:
            self._replies[address].extend(replies)

    def answer_data(self, *replies: str) -> None:
        """Say what the next messages get after their text."""
        with self._lock:
            self._after_data.extend(replies)

    async def handle_EHLO(  # noqa: N802 - aiosmtpd names it
        self, server: SMTP, session: Session, _envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        """Note who is connected, then answer as usual."""
        session.host_name = hostname
        self._transports.add(cast("asyncio.Transport", server.transport))
        return responses

    async def handle_RCPT(  # noqa: N802 - aiosmtpd names it
        self, server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        """Answer RCPT TO by the script, else take it."""
        with self._lock:
            reply = self._replies[address].popleft() if self._replies[address] else "250 2.1.5 OK"
        if reply.startswith("250"):
            envelope.rcpt_tos.append(address)
        return await self._act(server, reply)

    async def handle_DATA(self, server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd calls it by this name
        """Keep the message unless the script says otherwise."""
        with self._lock:
            reply = self._after_data.popleft() if self._after_data else "250 2.0.0 taken"
        if reply.startswith("250"):
            self._keep(envelope)
        return await self._act(server, reply)

    def _keep(self, envelope: Envelope) -> None:
        message = cast("EmailMessage", message_from_bytes(envelope.original_content or b"", policy=default))
        message["X-RcptTo"] = ", ".join(envelope.rcpt_tos)
        with self._lock:
            self._messages.append(message)

    async def _act(self, server: SMTP, reply: str) -> str:
        transport = cast("asyncio.Transport", server.transport)
        if reply == "hang up":
            transport.abort()
            return "421 4.3.2 gone"
        if reply == "slow":
            by = asyncio.get_running_loop().time() + SLOWEST
            while not transport.is_closing() and asyncio.get_running_loop().time() < by:
                await asyncio.sleep(0.01)
            return "421 4.3.2 too slow"
        return reply

    def _authenticate(
        self, server: SMTP, _session: Session, _envelope: Envelope, mechanism: str, data: Any
    ) -> AuthResult:
        if isinstance(data, LoginPassword) and data.login == b"hang up":
            cast("asyncio.Transport", server.transport).abort()
        right = isinstance(data, LoginPassword) and self._users.get(data.login.decode()) == data.password.decode()
        return AuthResult(success=right, handled=mechanism not in ("LOGIN", "PLAIN"))


class _Controller(Controller):
    """Takes port 0 as "any free one", and counts who connects."""

    handler: SmtpServer

    def factory(self) -> Any:
        self.handler.connections += 1
        return super().factory()

    def _trigger_server(self) -> None:
        assert self.server is not None
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()
