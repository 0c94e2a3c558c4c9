#!/usr/bin/env bash
# Plays the whole story with the built program, and has what it leaves behind judged by OpenSSL and GnuTLS, and its
# mails by Python's email package.
#   story.sh MADOGUCHI
set -euo pipefail
madoguchi=$(realpath "$1")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
log=$work/log
judged=0

fail() {
  echo "FAIL: $*" >&2
  tail -n 20 "$log" >&2
  exit 1
}
accepts() {
  local what=$1
  shift
  "$@" >"$log" 2>&1 </dev/null || fail "$what: refused by: $*"
  judged=$((judged + 1))
}
says() {
  local what=$1 text=$2
  shift 2
  "$@" >"$log" 2>&1 </dev/null || true
  grep -qiF -- "$text" "$log" || fail "$what: expected '$text' from: $*"
  judged=$((judged + 1))
}

story=$work/story
"$madoguchi" story "$story" >"$log" 2>"$work/service.log" || { tail -n 5 "$work/service.log" >>"$log"; fail "the story"; }
root=$story/ca/root.pem issuing=$story/ca/issuing.pem
[ -s "$story/story.txt" ] || fail "there is no story.txt"
if "$madoguchi" story "$story" >"$log" 2>&1; then fail "a folder that is not empty was taken"; fi

cat "$root" "$issuing" >"$work/cas.pem"
lists=0
for list in "$story"/crl/*.crl; do
  openssl crl -inform DER -in "$list" >>"$work/crls.pem"
  # Without -attime: the lists are in force now.
  openssl crl -inform DER -in "$list" -out "$work/one.pem"
  says "openssl $list" "verify OK" openssl crl -in "$work/one.pem" -CAfile "$work/cas.pem" -noout
  lists=$((lists + 1))
done
[ "$lists" -eq 2 ] || fail "$lists lists instead of two"
accepts "openssl issuing CA" openssl verify -x509_strict -crl_check_all -CAfile "$root" -CRLfile "$work/crls.pem" "$issuing"
accepts "gnutls issuing CA" certtool --verify --verify-profile=medium --load-ca-certificate "$root" \
  --load-crl "$work/crls.pem" --infile "$issuing"

python3 - "$story/mail" >"$log" 2>&1 <<'PY' || fail "mails"
import email, email.policy, pathlib, sys
files = sorted(pathlib.Path(sys.argv[1]).glob("*.eml"))
assert len(files) >= 10, f"only {len(files)} mails"
ids = set()
for file in files:
    message = email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
    assert not message.defects, (file, message.defects)
    assert message["To"].addresses and message["From"].addresses and message["Subject"].strip(), file
    assert message["Auto-Submitted"] == "auto-generated", file
    assert not any(header.defects for header in message.values()), file
    text = message.get_content()
    assert text.strip() and "{" not in text + message["Subject"], (file, text)
    ids.add(message["Message-ID"])
assert len(ids) == len(files), "a Message-ID stands twice"
PY
judged=$((judged + 1))
echo "story: $(wc -l <"$story/story.txt") lines, $judged judgements by OpenSSL, GnuTLS and Python, all as expected"
