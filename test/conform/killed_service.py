#!/usr/bin/env python3
"""Kills `madoguchi serve` with SIGKILL again and again while customers file, withdraw and report a leaked key, and a
certificate is reissued by way of the desk, all over HTTP; starts it again, and looks whether anything was lost or done
twice. SQLite.

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
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time

from free_port import free_port

KILLS = 8
FILINGS_A_DAY = 20  # of one account for one contract (src/usecase/accept_application.h)
PATIENCE = 20  # seconds for one thing to happen; the whole takes a part of a minute
PASSWORD = "example-portal-password-1"
# Who reissues is another customer: a session's token changes with the password asked again.
PUBLISHER = {"login_id": "tehon", "password": "example-portal-password-5"}


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


class Browser:
    """Tries again, under the same key, what it had no answer to. The portal is the service's first port, the desk its
    second."""

    def __init__(self, service, door=0):
        self.service, self.cookie, self.retries, self.door = service, "", 0, door

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
        connection = http.client.HTTPConnection("127.0.0.1", self.service.port + self.door, timeout=PATIENCE)
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

    def step(self, application, action, body, done):
        """A decision on what is shown. Its answer may be lost: then the next look tells whether it was taken."""
        while True:
            seen, tag = self.must("GET", f"applications/{application}")
            if seen["state"] in done:
                return
            content = body(seen) if callable(body) else body
            status, answer, _ = self.call("POST", f"applications/{application}/{action}", content, If_Match=tag)
            if status >= 300 and answer.get("code") not in ("record.changed", "application.wrong_state"):
                sys.exit(f"{action}: {status} {answer}")


def mailed_code(folder, address):
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        for file in (folder / "mail").glob("*.eml"):
            mail = email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
            found = re.search(r"(?<!\d)\d{8}(?!\d)", mail.get_content())
            if found and address in mail["To"]:
                return found[0]
        threading.Event().wait(0.05)
    sys.exit("no code was mailed")


def log_in(customer, folder, login_id, password, address):
    login = customer.must("POST", "login", {"login_id": login_id, "password": password})[0]["id"]
    customer.must("POST", f"login/{login}/code", {"code": mailed_code(folder, address)})


def officer(service, login_id):
    """Logs in at the desk with the code that the example tells."""
    browser = Browser(service, door=1)
    people = browser.must("GET", "example/people")[0]
    one = next(one for one in people["officers"] if one["login_id"] == login_id)
    browser.must("POST", "login", {"login_id": login_id, "password": one["password"], "totp": one["totp"]})
    return browser


def request_for(name, folder):
    made = subprocess.run(
        ["openssl", "req", "-new", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-noenc", "-keyout",
         str(folder.parent / "reissue.key"), "-subj", f"/CN={name}", "-addext", f"subjectAltName=DNS:{name}"],
        check=True, capture_output=True, text=True)
    return made.stdout


def play(customer, service):
    """Files and withdraws until the last kill; the ids that were answered, by their keys."""
    contracts = {one["number"]: one["id"] for one in customer.must("GET", "contracts")[0]["contracts"]}
    contract, other = contracts["EX-2026-0001"], contracts["EX-2026-0002"]
    filed = {}
    while service.killed < KILLS:
        if len(filed) == 2 * FILINGS_A_DAY:  # so many may be; what follows are views, which are noted too
            customer.must("GET", f"contracts/{contract}")
            continue
        at = contract if len(filed) < FILINGS_A_DAY else other
        key = f"change-{len(filed)}"
        change = {"contacts": {"billing": {"department": f"第{len(filed)}課"}}}
        made = customer.must("POST", f"contracts/{at}/contact-changes", change, Idempotency_Key=key)[0]
        filed[key] = made["id"]
        customer.step(made["id"], "withdraw", None, {"withdrawn"})
    return contract, filed


class Reissues:
    """The other user of the service: reissues one certificate after another, each by grant, review by one officer and
    approval by another one (R54, R66, R102)."""

    def __init__(self, service, folder):
        self.service, self.customer, self.done, self.failed = service, Browser(service), [], None
        log_in(self.customer, folder, **PUBLISHER, address="goro@tehon.example")
        # Good for all the rounds; a lost answer to it would mean another login.
        self.customer.must("POST", "session/reauthenticate", {"password": PUBLISHER["password"]})
        self.reviewer, self.approver = officer(service, "shinsa"), officer(service, "shonin")
        contracts = {one["number"]: one["id"] for one in self.customer.must("GET", "contracts")[0]["contracts"]}
        self.contract = contracts["EX-2026-0005"]
        self.folder = folder
        shown = self.customer.must("GET", "agreement")[0]
        self.agreement = {"version": shown["version"], "text_sha256": shown["text_sha256"]}
        self.retries = lambda: self.reviewer.retries + self.approver.retries

    def play(self):
        """As a thread of its own; what ended it early is in `failed`."""
        try:
            while self.service.killed < KILLS or not self.done:
                self.reissue(len(self.done))
        except SystemExit as end:
            self.failed = str(end)

    def reissue(self, number):
        detail = self.customer.must("GET", f"contracts/{self.contract}")[0]
        if not next(can for can in detail["can"] if can["action"] == "reissue")["allowed"]:  # R54: the desk lets it
            self.reviewer.must("POST", f"contracts/{self.contract}/grants", {"reason": "電話で依頼があった"},
                               Idempotency_Key=f"grant-{number}")
        old = next(one for one in detail["certificates"] if one["state"] == "valid")
        form = {"old_certificate": old["id"], "reason": "server_failure", "old_certificate_end": "immediate",
                "csr": request_for("news.example.net", self.folder), "agreement": self.agreement}
        id = self.customer.must("POST", f"contracts/{self.contract}/reissues", form,
                                Idempotency_Key=f"reissue-{number}")[0]["id"]
        later = {"reviewed", "approved", "issuing", "done"}
        self.reviewer.step(id, "start-review", None, {"under_review"} | later)
        self.tick(id)
        self.reviewer.step(id, "pass-review", {"legal_cause": "none"}, later)
        self.approver.step(id, "approve", lambda seen: {"content_digest": seen["content_digest"]}, later - {"reviewed"})
        deadline = time.monotonic() + PATIENCE
        while self.approver.must("GET", f"applications/{id}")[0]["state"] != "done":
            if time.monotonic() > deadline:
                sys.exit("an approved reissue is not issued")
            self.service.over.wait(0.02)
        self.done.append((id, old["id"]))

    def tick(self, id):
        """Every line of the checklist, on evidence where it asks for some."""
        checklist, tag = self.reviewer.must("GET", f"applications/{id}/checklist")
        for line in checklist["items"]:
            body = {"item": line["item"]}
            if "evidence_kind" in line:
                evidence = {"kind": line["evidence_kind"], "source": "example register"}
                body["evidence"] = self.reviewer.must("POST", f"contracts/{self.contract}/evidence", evidence,
                                                      Idempotency_Key=f"evidence-{id}-{line['item']}")[0]["id"]
            self.reviewer.must("POST", f"applications/{id}/checklist/tick", body, If_Match=tag)


def claim_a_leaked_key(customer, contract):
    """After the last kill but one: the claim of a compromise revokes in its own transaction (R63)."""
    detail = customer.must("GET", f"contracts/{contract}")[0]
    certificate = next(one for one in detail["certificates"] if one["state"] == "valid")
    customer.must("POST", "session/reauthenticate", {"password": PASSWORD})
    claim = {"certificate": certificate["id"], "reason_text": "鍵が漏えいした", "understood": True}
    made = customer.must("POST", f"contracts/{contract}/emergency-revocations", claim, Idempotency_Key="claim")[0]
    return made["id"], certificate["serial"]


class Judge:
    def __init__(self, folder):
        self.wrong, self.folder = [], folder
        self.database = sqlite3.connect(next(folder.glob("*.db")))

    def expect(self, what, found, expected):
        if found != expected:
            self.wrong.append(f"{what}: {found} instead of {expected}")

    def rows(self, text):
        return self.database.execute(text).fetchall()


def judge_reissues(judge, reissues):
    """One certificate for each approval, the one before it revoked, and the CRL says the same as the tables."""
    expect, rows = judge.expect, judge.rows
    filed = sorted((application, 1) for application, _ in reissues.done)
    expect("reissues", sorted(rows("SELECT id, 1 FROM application WHERE kind = 'reissue' AND state = 'done'")), filed)
    expect("certificates of each", sorted(rows(
        "SELECT application_id, COUNT(*) FROM certificate WHERE application_id IS NOT NULL GROUP BY application_id")),
        filed)
    expect("issuances that hang", rows("SELECT id FROM issuance WHERE state NOT IN ('done', 'lost')"), [])
    olds = sorted(old for _, old in reissues.done)
    expect("replaced certificates", sorted(id for (id,) in rows(
        "SELECT id FROM certificate WHERE revocation_reason = 'superseded'")), olds)
    listed = set()
    for file in (judge.folder / "crl").rglob("*.crl"):
        text = subprocess.run(["openssl", "crl", "-inform", "DER", "-in", str(file), "-noout", "-text"],
                              check=True, capture_output=True, text=True).stdout
        listed |= {number.lower() for number in re.findall(r"Serial Number: ([0-9A-F]+)", text)}
    revoked = {serial for (serial,) in rows("SELECT serial FROM certificate WHERE revoked_at IS NOT NULL")}
    lost = {serial for (serial,) in rows("SELECT serial FROM issuance WHERE state = 'lost'")}
    expect("on the CRL", sorted(listed), sorted(revoked | lost))


def judge_changes(judge, filed, claim, serial):
    expect, rows = judge.expect, judge.rows
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


def judge_mails(judge):
    expect, rows = judge.expect, judge.rows
    # Who was killed while sending leaves a lease; its end is longer away than this test lasts.
    expect("mails given up", rows("SELECT id FROM mail WHERE state NOT IN ('sent', 'queued')"), [])
    expect("mails that nobody holds", rows("SELECT id FROM mail WHERE state = 'queued' AND leased_until = 0"), [])
    known = {message_id.strip("<>") for (message_id,) in rows("SELECT message_id FROM mail")}
    sent = {message_id.strip("<>") for (message_id,) in rows("SELECT message_id FROM mail WHERE state = 'sent'")}
    lying = collections.Counter(
        email.message_from_bytes(file.read_bytes())["Message-ID"].strip("<>")
        for file in (judge.folder / "mail").glob("*.eml"))
    expect("mails under one Message-ID", [name for name, times in lying.items() if times > 1], [])
    expect("mails without a row", sorted(set(lying) - known), [])
    expect("mails that lie nowhere", sorted(sent - set(lying)), [])


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
            customer = Browser(service)
            log_in(customer, folder, "reiji", PASSWORD, "hanako@reiji.example")
            reissues = Reissues(service, folder)
            killer = threading.Thread(target=service.kill_now_and_then, daemon=True)
            killer.start()
            reissuing = threading.Thread(target=reissues.play, daemon=True)
            reissuing.start()
            contract, filed = play(customer, service)
            killer.join()
            reissuing.join()
            if reissues.failed:
                sys.exit(reissues.failed)
            claim, serial = claim_a_leaked_key(customer, contract)
            settled(folder)
            service.stop()
        finally:
            service.process.kill()
        judge = Judge(folder)
        judge_changes(judge, filed, claim, serial)
        judge_reissues(judge, reissues)
        judge_mails(judge)
    for line in judge.wrong:
        print(line, file=sys.stderr)
    if judge.wrong:
        sys.exit(f"killed_service: seed {seed}: something was lost or done twice")
    retries = sum(browser.retries for browser in (customer, reissues.customer, reissues.reviewer, reissues.approver))
    print(f"killed_service: {KILLS} kills, {len(filed)} applications, {len(reissues.done)} reissues, "
          f"{retries} calls without an answer, seed {seed}")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else str(random.SystemRandom().randrange(10**6)))
