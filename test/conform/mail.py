#!/usr/bin/python3
"""Our mails, judged by Python's email package and sent through aiosmtpd (Debian: python3-aiosmtpd).

Usage: mail.py MAIL_DRIVER MADOGUCHI [TEST...]      The driver is test/conform/mail_driver.cpp.
"""
import asyncio
import base64
import contextlib
import datetime
import email
import email.header
import email.policy
import email.utils
import http.client
import json
import logging
import os
import pathlib
import re
import signal
import socket
import ssl
import subprocess
import sys
import tempfile
import threading
import unittest
import warnings

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

from free_port import free_port as three_free_ports

DRIVER = MADOGUCHI = ""
USER, PASSWORD = "relay-user", "relay-Passw0rd-of-the-test"


def judge(test, raw, wanted):
    """The bytes that arrived say what was to be said, and keep the limits of the RFCs."""
    test.assertNotIn(b"\n", raw.replace(b"\r\n", b""), "bare LF")
    test.assertNotIn(b"\r", raw.replace(b"\r\n", b""), "bare CR")
    for line in raw.split(b"\r\n"):
        test.assertLessEqual(len(line), 78, line)
        test.assertTrue(all(32 <= c < 127 for c in line), line)
    mail = email.message_from_bytes(raw, policy=email.policy.default)
    test.assertEqual(mail.defects, [])
    for name, value in mail.items():
        test.assertEqual(list(value.defects), [], (name, value))
    test.assertEqual(str(mail["Subject"]), wanted["subject"])
    for field in ("from", "to"):
        (address,) = mail[field].addresses
        test.assertEqual(address.addr_spec, wanted[field])
        # The new parser of Python 3.11 keeps the space between two encoded words of a name (RFC 2047 6.2 says to
        # drop it); the old one does not.
        header = email.message_from_bytes(raw, policy=email.policy.compat32)[field]
        decoded = str(email.header.make_header(email.header.decode_header(header)))
        test.assertEqual(email.utils.parseaddr(decoded)[0] if decoded.startswith('"') else decoded.rsplit(" <", 1)[0],
                         wanted[field + "_name"])
    test.assertEqual(mail["Message-ID"], "<" + wanted["message_id"] + ">")
    test.assertEqual(mail["Auto-Submitted"], "auto-generated")
    test.assertEqual(mail["Content-Language"], wanted["language"])
    test.assertEqual(mail.get_content_type(), "text/plain")
    test.assertEqual(mail["Date"].datetime.astimezone(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ"), wanted["date"])
    text = mail.get_payload(decode=True).decode(mail.get_content_charset())
    test.assertEqual(text.replace("\r\n", "\n"), wanted["body"])


class Samples(unittest.TestCase):
    def test_every_template_reads_as_it_was_written(self):
        with tempfile.TemporaryDirectory() as folder:
            subprocess.run([DRIVER, "samples", folder], check=True)
            wanted = {}
            for line in pathlib.Path(folder, "expected.jsonl").read_text(encoding="utf-8").splitlines():
                row = json.loads(line)
                wanted[row["message_id"].split("@")[0]] = row
            files = sorted(pathlib.Path(folder).glob("*.eml"))
            self.assertEqual(len(files), len(wanted))
            self.assertGreater(len(files), 130)
            for file in files:
                with self.subTest(file.name):
                    judge(self, file.read_bytes(), wanted[file.stem.split("-", 1)[1]])


class Relay:
    """A handler that answers as the recipient's name asks, and keeps what it took."""

    def __init__(self):
        self.taken = []
        self.connections = 0
        self.loop = self.released = None

    def release(self):
        self.loop.call_soon_threadsafe(self.released.set)

    async def handle_EHLO(self, server, session, envelope, hostname, responses):
        self.connections += 1 if session.ssl is None else 0
        session.host_name = hostname
        return responses

    async def handle_MAIL(self, server, session, envelope, address, options):
        if address.startswith("banned@"):
            return "550 5.7.1 sender refused"
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, options):
        answer = {"busy": "450 4.2.1 mailbox busy", "gone": f"550 5.1.1 {address} does not exist",
                  "plain": "550 no"}.get(address.split("@")[0])
        if answer:
            return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        name = envelope.rcpt_tos[0].split("@")[0]
        if name == "full":
            return "452 4.2.2 over quota"
        if name == "spam":
            return "554 5.7.1 not wanted"
        if name == "drop":
            server.transport.abort()
            return "250 never heard"
        if name == "silent":
            self.loop, self.released = asyncio.get_running_loop(), asyncio.Event()
            await self.released.wait()
        self.taken.append((envelope.mail_from, envelope.rcpt_tos, envelope.original_content))
        return "250 2.0.0 taken"


def authenticate(server, session, envelope, mechanism, data):
    good = data.login == USER.encode() and data.password == PASSWORD.encode()
    return AuthResult(success=good, handled=good)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Sending(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        for name in ("ca", "other"):
            cls.openssl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
                        "-subj", "/CN=Example test CA", "-keyout", name + ".key", "-out", name + ".pem")
        pathlib.Path(cls.folder.name, "san").write_text("subjectAltName=DNS:localhost,IP:127.0.0.1\n")
        pathlib.Path(cls.folder.name, "wrong").write_text("subjectAltName=DNS:other.example\n")
        for name, extensions in (("server", "san"), ("misnamed", "wrong")):
            cls.openssl("req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj", "/CN=relay",
                        "-keyout", name + ".key", "-out", name + ".csr")
            cls.openssl("x509", "-req", "-in", name + ".csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-days", "2",
                        "-extfile", extensions, "-out", name + ".pem")

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    @classmethod
    def openssl(cls, *args):
        subprocess.run(["openssl", *args], cwd=cls.folder.name, check=True, capture_output=True)

    def path(self, name):
        return os.path.join(self.folder.name, name)

    def tls(self, name="server"):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.path(name + ".pem"), self.path(name + ".key"))
        return context

    @contextlib.contextmanager
    def relay(self, **options):
        handler = Relay()
        controller = Controller(handler, hostname="127.0.0.1", port=free_port(), **options)
        controller.start()
        try:
            yield controller, handler
        finally:
            if controller.loop.is_running():
                controller.stop()

    def starttls_relay(self, **options):
        return self.relay(tls_context=self.tls(), require_starttls=True, auth_required=True,
                          authenticator=authenticate, **options)

    @contextlib.contextmanager
    def driver(self, port, security="starttls", user=USER, password=PASSWORD, ca="ca.pem", seconds=20):
        log = tempfile.TemporaryFile("w+")
        process = subprocess.Popen([DRIVER, "send", "127.0.0.1", str(port), security, user, password,
                                    self.path(ca), str(seconds)],
                                   stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, text=True)

        def send(to, sender="bounce@example.jp"):
            process.stdin.write(f"{sender} {to}\n")
            process.stdin.flush()
            answer = process.stdout.readline()
            self.assertTrue(answer, "the driver ended")
            answer = json.loads(answer)
            return answer["outcome"], answer["answer"], answer["expected"]

        try:
            yield send
        finally:
            process.stdin.close()
            process.stdout.close()
            self.assertEqual(process.wait(timeout=60), 0)
            log.seek(0)
            self.log = log.read()
            log.close()
            for secret in (PASSWORD, "wrong-password"):
                for form in (secret, base64.b64encode(secret.encode()).decode()):
                    self.assertNotIn(form, self.log)

    def test_starttls_and_auth_deliver_exactly_what_was_written(self):
        with self.starttls_relay() as (controller, handler):
            with self.driver(controller.port) as send:
                wanted = []
                for i in range(5):
                    outcome, answer, expected = send(f"user{i}@example.jp")
                    self.assertEqual((outcome, answer), ("sent", "250 2.0.0"))
                    wanted.append(expected)
            self.assertEqual(handler.connections, 1, "one kept connection")
            self.assertEqual(len(handler.taken), 5)
            for i, (mail_from, recipients, raw) in enumerate(handler.taken):
                self.assertEqual((mail_from, recipients), ("bounce@example.jp", [f"user{i}@example.jp"]))
                judge(self, raw, wanted[i])

    def test_smtps(self):
        with self.relay(ssl_context=self.tls()) as (controller, handler):
            with self.driver(controller.port, security="tls", user="") as send:
                self.assertEqual(send("user@example.jp")[:2], ("sent", "250 2.0.0"))
            self.assertEqual(len(handler.taken), 1)
            with self.driver(controller.port, security="tls", user="", ca="other.pem") as send:
                self.assertEqual(send("user@example.jp")[:2], ("temporary", "tls"))
            self.assertEqual(len(handler.taken), 1)

    def test_plain_to_loopback(self):
        with self.relay() as (controller, handler):
            with self.driver(controller.port, security="none", user="") as send:
                self.assertEqual(send("user@example.jp")[0], "sent")
            self.assertEqual(len(handler.taken), 1)

    def test_no_tls_towards_another_machine_is_refused_at_once(self):
        done = subprocess.run([DRIVER, "send", "relay.example.jp", "25", "none", "", "", "", "5"], input="",
                              capture_output=True, text=True)
        self.assertEqual(done.returncode, 1)
        self.assertIn("without TLS", done.stderr)

    def test_a_wrong_ca_or_name_gets_nothing(self):
        with self.starttls_relay() as (controller, handler):
            with self.driver(controller.port, ca="other.pem") as send:
                self.assertEqual(send("user@example.jp")[:2], ("temporary", "tls"))
            self.assertEqual(handler.taken, [])
        with self.relay(tls_context=self.tls("misnamed"), require_starttls=True) as (controller, handler):
            with self.driver(controller.port, user="") as send:
                self.assertEqual(send("user@example.jp")[:2], ("temporary", "tls"))
            self.assertEqual(handler.taken, [])

    def test_a_relay_without_starttls_gets_nothing(self):
        with self.relay() as (controller, handler):
            with self.driver(controller.port, user="") as send:
                self.assertEqual(send("user@example.jp")[:2], ("temporary", "tls"))
            self.assertEqual(handler.taken, [])

    def test_a_wrong_password_blames_no_contact(self):
        with self.starttls_relay() as (controller, handler):
            with self.driver(controller.port, password="wrong-password") as send:
                outcome, answer, _ = send("user@example.jp")
                self.assertEqual(outcome, "temporary")
                self.assertTrue(answer.startswith("login"), answer)
            self.assertEqual(handler.taken, [])

    def test_answers_of_the_relay(self):
        with self.starttls_relay() as (controller, handler):
            with self.driver(controller.port) as send:
                for name, wanted in (("busy", ("temporary", "450 4.2.1")), ("gone", ("permanent", "550 5.1.1")),
                                     ("plain", ("permanent", "550")), ("full", ("temporary", "452 4.2.2")),
                                     ("spam", ("permanent", "554 5.7.1")), ("drop", ("temporary", "broken"))):
                    with self.subTest(name):
                        self.assertEqual(send(name + "@example.jp")[:2], wanted)
                self.assertEqual(send("user@example.jp", sender="banned@example.jp")[:2], ("temporary", "550 5.7.1"))
                self.assertEqual(send("user@example.jp")[0], "sent", "the connection is of use after each of them")
            self.assertEqual(len(handler.taken), 1)
            self.assertNotIn("@example.jp\",\"answer", self.log)
            self.assertNotIn("does not exist", self.log, "the relay's sentences may hold addresses")

    def test_a_silent_relay_is_given_up(self):
        with self.relay() as (controller, handler):
            with self.driver(controller.port, security="none", user="", seconds=2) as send:
                self.assertEqual(send("silent@example.jp")[:2], ("temporary", "timeout"))
                handler.release()
                # The late "250" for the first mail must not be taken for an answer to the second.
                self.assertEqual(send("gone@example.jp")[:2], ("permanent", "550 5.1.1"))
                self.assertEqual(send("user@example.jp")[0], "sent")
            self.assertEqual(handler.connections, 3)

    def test_a_relay_that_goes_away_and_comes_back(self):
        with self.starttls_relay() as (controller, handler):
            port = controller.port
            with self.driver(port, seconds=3) as send:  # the kept connection may hang or be cut: both must end
                self.assertEqual(send("user@example.jp")[0], "sent")
                controller.stop()
                self.assertEqual(send("user@example.jp")[0], "temporary")
                self.assertEqual(send("user@example.jp")[:2], ("temporary", "connect"))
                again = Controller(handler, hostname="127.0.0.1", port=port, tls_context=self.tls(),
                                   require_starttls=True, auth_required=True, authenticator=authenticate)
                again.start()
                try:
                    self.assertEqual(send("user@example.jp")[0], "sent")
                finally:
                    again.stop()
            self.assertEqual(len(handler.taken), 2)

    def test_a_relay_that_does_not_want_us(self):
        with socket.socket() as listener:
            listener.bind(("127.0.0.1", 0))
            listener.listen()
            with self.driver(listener.getsockname()[1], security="none", user="", seconds=20) as send:
                def greet():
                    peer, _ = listener.accept()
                    with peer:
                        peer.sendall(b"554 5.3.2 no service here\r\n")
                        if b"QUIT" in peer.recv(1000):
                            peer.sendall(b"221 2.0.0 bye\r\n")
                thread = threading.Thread(target=greet)
                thread.start()
                self.assertEqual(send("user@example.jp")[:2], ("temporary", "554 5.3.2"))
            thread.join(timeout=30)
            self.assertFalse(thread.is_alive())

    def test_the_service_mails_a_code_with_a_short_password_of_the_relay(self):
        """`madoguchi serve` with a [mail] table as an operator writes it; the password file holds eight bytes."""
        def knows_us(server, session, envelope, mechanism, data):
            good = data.login == b"counter" and data.password == b"8 bytes!"
            return AuthResult(success=good, handled=good)

        with tempfile.TemporaryDirectory() as folder, self.relay(
                tls_context=self.tls(), require_starttls=True, auth_required=True,
                authenticator=knows_us) as (controller, handler):
            arrived, codes = threading.Event(), []

            async def keep_code(server, session, envelope):
                mail = email.message_from_bytes(envelope.original_content, policy=email.policy.default)
                if re.search(r"\b[0-9]{8}\b", mail.get_content()):
                    codes.append(([address.addr_spec for address in mail["To"].addresses], envelope.rcpt_tos))
                    arrived.set()
                return "250 2.0.0 taken"
            handler.handle_DATA = keep_code
            house = pathlib.Path(folder, "house")
            subprocess.run([MADOGUCHI, "example", "--dir", house], check=True, capture_output=True)
            secret = pathlib.Path(folder, "relay-password")
            secret.touch(0o600)
            secret.write_text("8 bytes!\n")
            self.point_at_relay(house / "madoguchi.toml", controller.port, secret)
            with self.service(house, pathlib.Path(folder, "log")) as port:
                self.post(port, "/api/v1/login", {"login_id": "reiji", "password": "example-portal-password-1"})
                self.assertTrue(arrived.wait(30), pathlib.Path(folder, "log").read_text())
            (named, recipients), = codes
            self.assertEqual(named, recipients)

    def point_at_relay(self, file, port, secret):
        text = file.read_text(encoding="utf-8")
        table = re.search(r"^\[mail\].*\n(?:[^\[].*\n|\n)*", text, re.M)[0]
        lines = [line for line in table.rstrip().splitlines() if not line.startswith("folder")]
        lines += ['smtp_host = "127.0.0.1"', f"smtp_port = {port}", 'smtp_security = "starttls"',
                  'smtp_user = "counter"', f'smtp_password_file = "{secret}"', f'smtp_ca_file = "{self.path("ca.pem")}"']
        file.write_text(text.replace(table, "\n".join(lines) + "\n\n"), encoding="utf-8")

    @contextlib.contextmanager
    def service(self, house, log):
        port = three_free_ports()
        with open(log, "ab") as out:
            process = subprocess.Popen([MADOGUCHI, "serve", "--dir", house, "--port", str(port)],
                                       stdout=subprocess.PIPE, stderr=out)
        try:
            for line in process.stdout:
                if b"Ctrl-C stops" in line:
                    break
            else:
                self.fail("the service does not start: " + log.read_text())
            threading.Thread(target=process.stdout.read, daemon=True).start()
            yield port
        finally:
            process.send_signal(signal.SIGTERM)
            self.assertEqual(process.wait(timeout=60), 0)

    def post(self, port, path, body):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        connection.request("POST", path, json.dumps(body), {"X-Madoguchi": "1", "Content-Type": "application/json"})
        answer = connection.getresponse()
        self.assertLess(answer.status, 300, answer.read())
        connection.close()


if __name__ == "__main__":
    logging.getLogger("mail.log").setLevel(logging.CRITICAL)  # aiosmtpd's, of broken handshakes
    warnings.simplefilter("ignore", DeprecationWarning)
    DRIVER, MADOGUCHI = map(os.path.abspath, sys.argv[1:3])
    unittest.main(argv=[sys.argv[0], *sys.argv[3:]], verbosity=2, warnings="ignore")
