#!/usr/bin/env python3
"""csr_makers.py READ_CSR: CSRs made by OpenSSL, GnuTLS and NSS, RSA and EC, are read as they were asked for (R49).

The facts are compared with what was asked of the maker; the key's fingerprint with what `openssl` takes out of the same
request. Prints a line a request, fails at the end if any was read otherwise."""

import base64
import hashlib
import os
import pathlib
import subprocess
import sys
import tempfile

SUBJECT = {"C": "JP", "ST": "Tokyo", "L": "Chiyoda-ku", "O": "Example Mihon K.K.", "CN": "www.example.jp"}
NAMES = ["www.example.jp", "example.jp"]
READ_CSR = sys.argv[1]


def run(*command, stdin=None, check=True):
    done = subprocess.run([str(c) for c in command], input=stdin, capture_output=True, timeout=120, check=False)
    if check and done.returncode != 0:
        sys.exit(f"{command}: {done.stderr.decode(errors='replace')}")
    return done.stdout


def openssl_pem(folder, key, *more):
    kind = {"rsa2048": ["rsa:2048"], "rsa3072": ["rsa:3072"], "rsa4096": ["rsa:4096"],
            "p256": ["ec", "-pkeyopt", "ec_paramgen_curve:P-256"], "p384": ["ec", "-pkeyopt", "ec_paramgen_curve:P-384"]}[key]
    return run("openssl", "req", "-new", "-newkey", *kind, "-nodes", "-keyout", folder / "openssl.key", "-utf8",
               "-subj", "".join(f"/{name}={value}" for name, value in SUBJECT.items()),
               "-addext", "subjectAltName=" + ",".join("DNS:" + name for name in NAMES), *more)


def certtool_pem(folder, key, *more):
    kind = {"rsa2048": ["--key-type=rsa", "--bits=2048"], "rsa3072": ["--key-type=rsa", "--bits=3072"],
            "p256": ["--key-type=ecdsa", "--curve=secp256r1"], "p384": ["--key-type=ecdsa", "--curve=secp384r1"]}[key]
    template = folder / "template"
    template.write_text(f'country = {SUBJECT["C"]}\nstate = "{SUBJECT["ST"]}"\nlocality = "{SUBJECT["L"]}"\n'
                        f'organization = "{SUBJECT["O"]}"\ncn = "{SUBJECT["CN"]}"\ntls_www_server\n'
                        + "".join(f"dns_name = {name}\n" for name in NAMES))
    run("certtool", "--generate-privkey", *kind, "--no-text", "--outfile", folder / "certtool.key")
    return run("certtool", "--generate-request", "--load-privkey", folder / "certtool.key", "--template", template, *more)


def certutil_pem(folder, key, *more):
    kind = {"rsa2048": ["-k", "rsa", "-g", "2048"], "p256": ["-k", "ec", "-q", "secp256r1"],
            "p384": ["-k", "ec", "-q", "secp384r1"]}[key]
    database = folder / "nss"
    database.mkdir()
    noise, empty = folder / "noise", folder / "empty"
    noise.write_bytes(os.urandom(1024))
    empty.write_text("")
    run("certutil", "-N", "-d", f"sql:{database}", "-f", empty)
    run("certutil", "-R", "-a", "-d", f"sql:{database}", "-f", empty, "-z", noise, *kind, "-o", folder / "nss.csr",
        "-s", ",".join(f"{name}={value}" for name, value in reversed(SUBJECT.items())), "-8", ",".join(NAMES), *more)
    return (folder / "nss.csr").read_bytes()


def der_base64(pem):
    return base64.encodebytes(run("openssl", "req", "-outform", "DER", stdin=pem))


# maker, key, further options, signature, what becomes of the text before it is read
CASES = [
    (openssl_pem, "rsa2048", [], "sha256WithRSAEncryption", None),
    (openssl_pem, "rsa3072", ["-text"], "sha256WithRSAEncryption", None),
    (openssl_pem, "rsa4096", ["-sha512"], "sha512WithRSAEncryption", None),
    (openssl_pem, "rsa2048", ["-sigopt", "rsa_padding_mode:pss"], "rsassaPss sha256", None),
    (openssl_pem, "p256", ["-newhdr"], "ecdsa-with-SHA256", None),
    (openssl_pem, "p384", ["-sha384"], "ecdsa-with-SHA384", lambda pem: pem.replace(b"\n", b"\r\n")),
    (openssl_pem, "p256", [], "ecdsa-with-SHA256", der_base64),
    (certtool_pem, "rsa2048", [], "sha256WithRSAEncryption", None),
    (certtool_pem, "rsa3072", ["--hash=SHA384"], "sha384WithRSAEncryption", None),
    (certtool_pem, "p256", [], "ecdsa-with-SHA256", None),
    (certtool_pem, "p384", [], None, None),
    (certutil_pem, "rsa2048", [], "sha256WithRSAEncryption", None),
    (certutil_pem, "p256", ["-Z", "SHA256"], "ecdsa-with-SHA256", None),
    (certutil_pem, "p384", ["-Z", "SHA384"], "ecdsa-with-SHA384", None),
]
# What a maker can still be talked into, and we refuse.
REFUSED = [
    (openssl_pem, "rsa2048", ["-sha1"], "csr.signature_algorithm"),
    (certutil_pem, "rsa2048", ["-Z", "SHA1"], "csr.signature_algorithm"),
    (certutil_pem, "rsa2048", ["--pss"], "key.unsupported"),
]


def expected(key, pem, signature):
    public = run("openssl", "pkey", "-pubin", "-outform", "DER", stdin=run("openssl", "req", "-noout", "-pubkey", stdin=pem))
    kind, bits = ("rsa", key[3:]) if key.startswith("rsa") else (key, key[1:])
    facts = {f"key {kind} {bits}", f"spki_sha256 {hashlib.sha256(public).hexdigest()}", "check ok"}
    facts |= {f"subject {name}={value}" for name, value in SUBJECT.items()} | {f"dns {name}" for name in NAMES}
    return facts | ({f"signature {signature}"} if signature else set())


def look(maker, key, more, signature, change, folder):
    pem = maker(folder, key, *more)
    facts = run(READ_CSR, stdin=change(pem) if change else pem, check=False).decode().splitlines()
    wanted = expected(key, pem, signature)
    got = {fact for fact in facts if not fact.startswith("ignored ") and (signature or not fact.startswith("signature "))}
    return sorted(f"missing: {fact}" for fact in wanted - got) + sorted(f"unexpected: {fact}" for fact in got - wanted)


def main():
    failed = 0

    def report(maker, key, more, faults):
        nonlocal failed
        failed += bool(faults)
        print("ok  " if not faults else "BAD ", maker.__name__[:-4], key, *more, *("\n      " + fault for fault in faults))

    for maker, key, more, signature, change in CASES:
        with tempfile.TemporaryDirectory() as folder:
            report(maker, key, more, look(maker, key, more, signature, change, pathlib.Path(folder)))
    for maker, key, more, refusal in REFUSED:
        with tempfile.TemporaryDirectory() as folder:
            said = run(READ_CSR, stdin=maker(pathlib.Path(folder), key, *more), check=False).decode().strip()
            report(maker, key, more, [] if said == f"refused {refusal}" else [said])
    print(f"{len(CASES) + len(REFUSED)} requests, {failed} read otherwise")
    sys.exit(1 if failed else 0)


main()
