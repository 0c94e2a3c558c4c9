#!/usr/bin/env python3
"""Pulls the token with the CA's keys out of a running service in the middle of a signature: the issuance waits and is
finished once it is back, revocation goes on meanwhile, OCSP says "try later" at once, and the log stays calm. SQLite,
SoftHSM behind a module that can lose its token.

    pulled_token.py MADOGUCHI MODULE
"""

import collections
import json
import os
import pathlib
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time

from free_port import free_port
from killed_service import PASSWORD, PATIENCE, Browser, log_in, officer, request_for

AWAY = 4  # seconds and more: several turns of every job, the alarm's three failures among them


def say(condition, what):
    if not condition:
        sys.exit(f"pulled_token: {what}")


def until(what, condition):
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        found = condition()
        if found:
            return found
        threading.Event().wait(0.05)
    return sys.exit(f"pulled_token: not in time: {what}")


class Service:
    def __init__(self, program, folder):
        self.port, self.log = free_port(), folder.parent / "service.log"
        self.process = subprocess.Popen([program, "serve", "--dir", str(folder), "--port", str(self.port)],
                                        stdout=subprocess.PIPE, stderr=self.log.open("wb"))
        for line in self.process.stdout:
            if b"Ctrl-C stops" in line:
                break
        else:
            sys.exit("the service does not start")
        threading.Thread(target=self.process.stdout.read, daemon=True).start()
        self.over = threading.Event()

    def lines(self):
        return self.log.read_text().splitlines()

    def stop(self):
        self.process.terminate()
        say(self.process.wait(PATIENCE) == 0, "the service does not end cleanly")


def file_reissue(customer, folder):
    contracts = {one["number"]: one["id"] for one in customer.must("GET", "contracts")[0]["contracts"]}
    contract = contracts["EX-2026-0001"]
    old = customer.must("GET", f"contracts/{contract}")[0]["certificates"][0]
    shown = customer.must("GET", "agreement")[0]
    customer.must("POST", "session/reauthenticate", {"password": PASSWORD})
    form = {"old_certificate": old["id"], "reason": "server_failure", "old_certificate_end": "deferred",
            "csr": request_for("www.example.jp", folder),
            "agreement": {"version": shown["version"], "text_sha256": shown["text_sha256"]}}
    made = customer.must("POST", f"contracts/{contract}/reissues", form, Idempotency_Key="reissue")[0]
    return contract, made["id"]


def step(who, application, verb, body=None):
    seen, tag = who.must("GET", f"applications/{application}")
    if verb == "approve":
        body = {"content_digest": seen["content_digest"]}
    who.must("POST", f"applications/{application}/{verb}", body, If_Match=tag)


def review(shinsa, contract, application):
    step(shinsa, application, "start-review")
    checklist, tag = shinsa.must("GET", f"applications/{application}/checklist")
    for number, line in enumerate(checklist["items"]):
        tick = {"item": line["item"]}
        if line.get("evidence_kind"):
            proof = {"kind": line["evidence_kind"], "source": "example register"}
            made = shinsa.must("POST", f"contracts/{contract}/evidence", proof, Idempotency_Key=f"evidence-{number}")[0]
            tick["evidence"] = made["id"]
        shinsa.must("POST", f"applications/{application}/checklist/tick", tick, If_Match=tag)
    step(shinsa, application, "pass-review", {"legal_cause": "none"})


def ocsp(service, folder, serial, *options):
    """What OpenSSL says of a serial, and how long it took."""
    issuing = folder / "ca" / "issuing.pem"
    key_id = subprocess.run(["openssl", "x509", "-in", issuing, "-noout", "-ext", "subjectKeyIdentifier"],
                            capture_output=True, text=True, check=True).stdout.split("\n")[1]
    issuer = key_id.strip().replace(":", "").lower()[:16]
    began = time.monotonic()
    said = subprocess.run(
        ["openssl", "ocsp", "-issuer", issuing, "-serial", f"0x{serial}", "-CAfile", folder / "ca" / "root.pem",
         "-verify_other", issuing, "-url", f"http://127.0.0.1:{service.port + 2}/ocsp/{issuer}", *options],
        capture_output=True, text=True)
    return said.stdout + said.stderr, time.monotonic() - began


def alarms(folder):
    database = sqlite3.connect(folder / "madoguchi.db")
    try:
        return [detail for (detail,) in database.execute(
            "SELECT detail FROM task WHERE kind = 'alarm' AND closed_at IS NULL AND detail LIKE 'job.failing%'")]
    finally:
        database.close()


def issuances(folder, application):
    database = sqlite3.connect(folder / "madoguchi.db")
    try:
        return database.execute("SELECT state, failures FROM issuance WHERE application_id = ?",
                                (application,)).fetchall()
    finally:
        database.close()


def is_not_issued(shonin, application):
    """For AWAY seconds, several turns of every job."""
    end = time.monotonic() + AWAY
    while time.monotonic() < end:
        state = shonin.must("GET", f"applications/{application}")[0]["state"]
        say(state in ("approved", "executing"), f"{state} while the token is away")
        threading.Event().wait(0.2)


def revoke_a_leaked_key(customer):
    """In its own transaction (R63), whatever the token does. The serial."""
    contract = next(one for one in customer.must("GET", "contracts")[0]["contracts"] if one["number"] == "EX-2026-0002")
    leaked = customer.must("GET", f"contracts/{contract['id']}")[0]["certificates"][0]
    claim = {"certificate": leaked["id"], "reason_text": "鍵が漏えいした", "understood": True}
    customer.must("POST", f"contracts/{contract['id']}/emergency-revocations", claim, Idempotency_Key="claim")
    after = customer.must("GET", f"contracts/{contract['id']}")[0]["certificates"][0]
    say(after.get("revocation_reason") == "key_compromise", f"not revoked while the token is away: {after}")
    return leaked["serial"]


def play(service, folder, place):
    away, at_signature = place / "away", place / "at-signature"
    customer = Browser(service)
    log_in(customer, folder, "reiji", PASSWORD, "hanako@reiji.example")
    shinsa, shonin = officer(service, "shinsa"), officer(service, "shonin")
    contract, application = file_reissue(customer, folder)
    review(shinsa, contract, application)
    serial = customer.must("GET", f"contracts/{contract}")[0]["certificates"][0]["serial"]
    say("good" in ocsp(service, folder, serial, "-no_nonce")[0], "no OCSP answer before")
    quiet_until = len(service.lines())

    # Out before anything is begun: nothing is, and the desk is told.
    away.touch()
    step(shonin, application, "approve")
    until("the desk's alarm", lambda: alarms(folder) == ["job.failing issue_due"])
    is_not_issued(shonin, application)
    say("good" in ocsp(service, folder, serial, "-no_nonce")[0], "a kept answer is not given")
    said, seconds = ocsp(service, folder, serial, "-nonce")
    say("trylater" in said, f"no tryLater: {said}")
    say(seconds < 10, f"tryLater took {seconds:.1f} s")
    say(issuances(folder, application) == [("due", 0)], f"begun without a token: {issuances(folder, application)}")

    # Back, and out again in the middle of the next signature, the certificate's: it waits, and is finished.
    at_signature.touch()
    away.unlink()
    until("the token is pulled out", away.exists)
    leaked = revoke_a_leaked_key(customer)
    is_not_issued(shonin, application)
    away.unlink()
    until("the issuance is finished", lambda: shonin.must("GET", f"applications/{application}")[0]["state"] == "done")
    until("OCSP of what was revoked", lambda: "revoked" in ocsp(service, folder, leaked, "-nonce")[0])
    until("the end of the alarm", lambda: alarms(folder) == [])
    say(issuances(folder, application) == [("done", 0)], f"attempts: {issuances(folder, application)}")
    new = customer.must("GET", f"contracts/{contract}")[0]["certificates"][0]["serial"]
    say("good" in ocsp(service, folder, new, "-nonce")[0], "no OCSP answer about the new certificate")
    judge_log(service, quiet_until)


def judge_log(service, since):
    """Told when the token goes and when it comes, and not every second between."""
    lines = [json.loads(line) for line in service.lines()[since:]]
    counts = collections.Counter(line["message"] for line in lines if line["level"] != "debug")
    text = "\n".join(map(str, lines))
    say(counts["the token is not there"] == counts["the token is back"] == 2, f"the token went and came:\n{text}")
    say(sum(counts.values()) <= 16, f"{sum(counts.values())} lines in the log:\n{text}")


def main(program, module):
    with tempfile.TemporaryDirectory() as work:
        place = pathlib.Path(work)
        (place / "tokens").mkdir()
        (place / "softhsm2.conf").write_text(
            f"directories.tokendir = {place / 'tokens'}\nobjectstore.backend = file\nlog.level = ERROR\n")
        os.environ |= {"SOFTHSM2_CONF": str(place / "softhsm2.conf"), "PULLED_TOKEN": work}
        pin = place / "pin"
        pin.touch(0o600)
        pin.write_text("4711-example\n")
        subprocess.run(["softhsm2-util", "--init-token", "--free", "--label", "example token", "--pin", "4711-example",
                        "--so-pin", "4711-example"], check=True, stdout=subprocess.DEVNULL)
        folder = place / "var"
        subprocess.run([program, "example", "--dir", str(folder), "--pkcs11", module, "--token", "example token",
                        "--pin-file", str(pin)], check=True, stdout=subprocess.DEVNULL)
        service = Service(program, folder)
        try:
            play(service, folder, place)
            service.stop()
        finally:
            service.process.kill()
    print("pulled_token: twice out, once in the middle of a signature: one attempt, one certificate")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
