#!/usr/bin/env python3
"""Kills `madoguchi serve` with SIGKILL again and again while customers file, withdraw and report a leaked key over HTTP,
starts it again, and looks whether anything was lost or done twice. SQLite.

    killed_service.py MADOGUCHI [SEED]
"""

import collections
import email
import email.policy
import http.client
import json
import pathlib
import random
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time

KILLS = 8
PATIENCE = 20  # seconds for one thing to happen; the whole takes a part of a minute
PASSWORD = "example-portal-password-1"


def free_port():
    for port in range(21080, 60000, 3):
        sockets = [socket.socket() for _ in range(3)]
        try:
            for offset, each in enumerate(sockets):
                each.bind(("127.0.0.1", port + offset))
            return port
        except OSError:
            continue
        finally:
            for each in sockets:
                each.close()
    sys.exit("no free port")


class Service:
    """The service, killed at random moments by a thread of its own until it has died KILLS times."""

    def __init__(self, program, folder, chance):
        self.command = [program, "serve", "--dir", str(folder)]
        self.port = free_port()
        self.command += ["--port", str(self.port)]
        self.chance, self.log = chance, open(folder.parent / "service.log", "ab")
        self.killed, self.over = 0, threading.Event()
        self.start()

    def start(self):
        self.process = subprocess.Popen(self.command, stdout=subprocess.PIPE, stderr=self.log)
        for line in self.process.stdout:
            if b"Ctrl-C stops" in line:
                break
        else:
            sys.exit("the service does not start again after a kill")
        threading.Thread(target=self.process.stdout.read, daemon=True).start()

    def kill_now_and_then(self):
        while self.killed < KILLS:
            self.over.wait(self.chance.uniform(0.05, 0.6))
            self.process.send_signal(signal.SIGKILL)
            self.process.wait()
            self.killed += 1
            self.start()

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        if self.process.wait(PATIENCE) != 0:
            sys.exit("the service does not end cleanly")


class Customer:
    """A browser that tries again, under the same key, what it had no answer to."""

    def __init__(self, service):
        self.service, self.cookie, self.retries = service, "", 0

    def call(self, method, path, body=None, **headers):
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            try:
                return self.once(method, path, body, headers)
            except (OSError, http.client.HTTPException):
                self.retries += 1
                self.service.over.wait(0.02)
        sys.exit(f"no answer to {method} {path}")

    def once(self, method, path, body, headers):
        connection = http.client.HTTPConnection("127.0.0.1", self.service.port, timeout=PATIENCE)
        all_headers = {"X-Madoguchi": "1", "Cookie": self.cookie}
        all_headers |= {name.replace("_", "-"): value for name, value in headers.items()}
        if body is not None:
            all_headers["Content-Type"] = "application/json"
        connection.request(method, "/api/v1/" + path, json.dumps(body) if body is not None else None, all_headers)
        answer = connection.getresponse()
        text = answer.read()
        connection.close()
        if answer.getheader("Set-Cookie"):
            self.cookie = answer.getheader("Set-Cookie").split(";")[0]
        return answer.status, json.loads(text) if text else {}, answer.getheader("ETag")

    def must(self, method, path, body=None, **headers):
        status, answer, tag = self.call(method, path, body, **headers)
        if status >= 300:
            sys.exit(f"{method} {path}: {status} {answer}")
        return answer, tag


def mailed_code(folder):
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        for file in (folder / "mail").glob("*.eml"):
            found = re.search(r"(?<!\d)\d{8}(?!\d)", mail_text(file))
            if found:
                return found[0]
        threading.Event().wait(0.05)
    sys.exit("no code was mailed")


def mail_text(file):
    return email.message_from_bytes(file.read_bytes(), policy=email.policy.default).get_content()


def log_in(customer, folder):
    login = customer.must("POST", "login", {"login_id": "reiji", "password": PASSWORD})[0]["id"]
    customer.must("POST", f"login/{login}/code", {"code": mailed_code(folder)})


def withdraw(customer, application):
    """A step: its answer may be lost, then the next look tells whether it was done."""
    while True:
        seen, tag = customer.must("GET", f"applications/{application}")
        if seen["state"] == "withdrawn":
            return
        status, answer, _ = customer.call("POST", f"applications/{application}/withdraw", If_Match=tag)
        if status >= 300 and answer.get("code") not in ("record.changed", "application.wrong_state"):
            sys.exit(f"withdraw: {status} {answer}")


def play(customer, service):
    """Files and withdraws until the last kill; the ids that were answered, by their keys."""
    contracts = {one["number"]: one["id"] for one in customer.must("GET", "contracts")[0]["contracts"]}
    contract = contracts["EX-2026-0001"]
    filed = {}
    while service.killed < KILLS:
        key = f"change-{len(filed)}"
        change = {"contacts": {"billing": {"department": f"第{len(filed)}課"}}}
        made = customer.must("POST", f"contracts/{contract}/contact-changes", change, Idempotency_Key=key)[0]
        filed[key] = made["id"]
        withdraw(customer, made["id"])
    return contract, filed


def claim_a_leaked_key(customer, contract):
    """After the last kill but one: the claim of a compromise revokes in its own transaction (R63)."""
    detail = customer.must("GET", f"contracts/{contract}")[0]
    certificate = next(one for one in detail["certificates"] if one["state"] == "valid")
    customer.must("POST", "session/reauthenticate", {"password": PASSWORD})
    claim = {"certificate": certificate["id"], "reason_text": "鍵が漏えいした", "understood": True}
    made = customer.must("POST", f"contracts/{contract}/emergency-revocations", claim, Idempotency_Key="claim")[0]
    return made["id"], certificate["serial"]


def judge(folder, filed, claim, serial):
    wrong = []
    database = sqlite3.connect(next(folder.glob("*.db")))

    def expect(what, found, expected):
        if found != expected:
            wrong.append(f"{what}: {found} instead of {expected}")

    def rows(text):
        return database.execute(text).fetchall()

    expect("integrity", rows("PRAGMA integrity_check"), [("ok",)])
    changes = dict(rows("SELECT id, state FROM application WHERE kind = 'contact_change'"))
    expect("contact changes", sorted(id for id in changes if id in filed.values()), sorted(filed.values()))
    extra = [id for id, state in changes.items() if id not in filed.values() and state == "withdrawn"]
    expect("changes that nobody filed", extra, [])
    expect("their states", {changes.get(id) for id in filed.values()}, {"withdrawn"})
    twice = rows("SELECT application_id, action FROM application_step WHERE action IN ('submit', 'accept', 'withdraw')"
                 " GROUP BY application_id, action HAVING COUNT(*) > 1")
    expect("steps done twice", twice, [])
    expect("claims", rows("SELECT id FROM application WHERE kind = 'emergency_revocation'"), [(claim,)])
    revoked = rows(f"SELECT COUNT(*) FROM certificate WHERE serial = '{serial}' AND revoked_at IS NOT NULL")
    expect("revoked certificates", revoked, [(1,)])
    # Who was killed while sending leaves a lease; its end is longer away than this test lasts.
    expect("mails given up", rows("SELECT id FROM mail WHERE state NOT IN ('sent', 'queued')"), [])
    expect("mails that nobody holds", rows("SELECT id FROM mail WHERE state = 'queued' AND leased_until = 0"), [])
    known = {message_id.strip("<>") for (message_id,) in rows("SELECT message_id FROM mail")}
    sent = {message_id.strip("<>") for (message_id,) in rows("SELECT message_id FROM mail WHERE state = 'sent'")}
    lying = collections.Counter(
        email.message_from_bytes(file.read_bytes())["Message-ID"].strip("<>")
        for file in (folder / "mail").glob("*.eml"))
    expect("mails under one Message-ID", [name for name, times in lying.items() if times > 1], [])
    expect("mails without a row", sorted(set(lying) - known), [])
    expect("mails that lie nowhere", sorted(sent - set(lying)), [])
    return wrong


def settled(folder):
    """No mail waits but those under the lease of a process that was killed."""
    waiting = "SELECT COUNT(*) FROM mail WHERE state = 'queued' AND leased_until = 0"
    database = sqlite3.connect(next(folder.glob("*.db")))
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if database.execute(waiting).fetchone() == (0,):
            break
        threading.Event().wait(0.1)
    database.close()


def main(program, seed):
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory() as work:
        folder = pathlib.Path(work) / "var"
        subprocess.run([program, "example", "--dir", str(folder)], check=True, stdout=subprocess.DEVNULL)
        service = Service(program, folder, chance)
        try:
            customer = Customer(service)
            log_in(customer, folder)
            killer = threading.Thread(target=service.kill_now_and_then, daemon=True)
            killer.start()
            contract, filed = play(customer, service)
            killer.join()
            claim, serial = claim_a_leaked_key(customer, contract)
            settled(folder)
            service.stop()
        finally:
            service.process.kill()
        wrong = judge(folder, filed, claim, serial)
    for line in wrong:
        print(line, file=sys.stderr)
    if wrong:
        sys.exit(f"killed_service: seed {seed}: something was lost or done twice")
    print(f"killed_service: {KILLS} kills, {len(filed)} applications, {customer.retries} calls without an answer, seed {seed}")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else str(random.SystemRandom().randrange(10**6)))
