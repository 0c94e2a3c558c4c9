#!/usr/bin/env bash
# Plays the whole story with the built program, and has what it leaves behind judged by OpenSSL, GnuTLS and NSS: every
# certificate must be what story.txt says it is, the lists together must name what story.txt says is revoked, for that
# reason, and nothing else. GnuTLS judges a certificate by the list that it names. The mails are read by Python's email
# package. OCSP about them is judged by ocsp.sh.
#   story.sh MADOGUCHI [OPTION OF THE STORY...]
# NSS is given the lists that it can read: with `--crl-shards 0` all of them, and judges everything. Else the issuing
# CA's lists carry a critical issuingDistributionPoint, as they must (RFC 5280 5.2.5). NSS 3.87 does not know it and
# takes no such list: it has the root's alone, and judges everything but what is revoked.
set -euo pipefail
madoguchi=$(realpath "$1")
shift
shards=8
if [[ " $* " == *" --crl-shards 0 "* ]]; then shards=0; fi
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
refuses() {
  local what=$1 text=$2
  shift 2
  if "$@" >"$log" 2>&1 </dev/null; then fail "$what: accepted by: $*"; fi
  grep -qiF -- "$text" "$log" || fail "$what: refused without '$text' by: $*"
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
"$madoguchi" story "$story" "$@" >"$log" 2>"$work/service.log" || { tail -n 5 "$work/service.log" >>"$log"; fail "the story"; }
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
of_issuing=$((shards > 0 ? shards : 1))
[ "$lists" -eq $((1 + of_issuing)) ] || fail "$lists lists instead of one of the root and $of_issuing of the issuing CA"
accepts "openssl issuing CA" openssl verify -x509_strict -crl_check_all -CAfile "$root" -CRLfile "$work/crls.pem" "$issuing"
accepts "gnutls issuing CA" certtool --verify --verify-profile=medium --load-ca-certificate "$root" \
  --load-crl "$work/crls.pem" --infile "$issuing"

# What the issuing CA's lists say, against what story.txt says. A shard says in its IDP the URL that its certificates
# carry; the full list has none, and so speaks for all.
issuing_lists=$(for list in "$story"/crl/*.crl; do
  if openssl crl -inform DER -in "$list" -noout -issuer | grep -q Issuing; then echo "$list"; fi
done)
[ "$(wc -w <<<"$issuing_lists")" -eq "$of_issuing" ] || fail "not $of_issuing lists of the issuing CA"
entries=0
for list in $issuing_lists; do
  openssl crl -inform DER -in "$list" -noout -text >"$work/one.txt"
  name=$(basename "$list" .crl)
  if [ "$shards" -gt 0 ]; then
    says "IDP of $name" "/crl/${name%-*}/${name##*-}.crl" grep -A 3 'X509v3 Issuing Distribution Point: critical' "$work/one.txt"
  elif grep -q 'Issuing Distribution' "$work/one.txt"; then
    fail "an issuingDistributionPoint on the full list"
  fi
  cat "$work/one.txt" >>"$work/list.txt"
  count=$(grep -c 'Serial Number: ' "$work/one.txt" || true)
  expected="Revoked certificates ($count)"
  [ "$count" -gt 0 ] || expected="No revoked certificates"
  says "gnutls count of $name" "$expected" certtool --crl-info --inder --infile "$list"
  entries=$((entries + count))
done
python3 - "$story/story.txt" "$work/list.txt" >"$log" 2>&1 <<'PY' || fail "the list is not what story.txt says"
import re, sys
told = {}
for line in open(sys.argv[1], encoding="utf-8"):
    words = line.split()
    if words[0] == "certificate" and words[3] == "revoked":
        told[words[1]] = words[4].replace("_", " ")
text = open(sys.argv[2], encoding="utf-8").read()
listed = {}
for entry in re.split(r"\n\s*Serial Number: ", text)[1:]:
    serial = entry.split()[0].lower()
    reason = re.search(r"X509v3 CRL Reason Code:\s*\n\s*(.+)", entry)
    assert serial not in listed, f"{serial} twice"
    listed[serial] = reason[1].strip().lower() if reason else "unspecified"
assert listed == told, (listed, told)
assert len(set(told.values())) >= 5, "too few reasons"
PY
judged=$((judged + 1))
[ "$entries" -eq "$(grep -cE '^certificate [0-9a-f]+ [^ ]+ revoked ' "$story/story.txt")" ] || fail "$entries entries"

mkdir "$work/nss"
certutil -N -d "sql:$work/nss" --empty-password
certutil -A -d "sql:$work/nss" -n root -t "CT,," -a -i "$root"
certutil -A -d "sql:$work/nss" -n issuing -t ",," -a -i "$issuing"
for list in "$story"/crl/*.crl; do
  if [ "$shards" -gt 0 ] && grep -qF "$list" <<<"$issuing_lists"; then
    refuses "nss $list" "UNKNOWN_CRITICAL_EXTENSION" crlutil -I -d "sql:$work/nss" -i "$list" -t 1
  else
    accepts "nss $list" crlutil -I -d "sql:$work/nss" -i "$list" -t 1
  fi
done

# Each certificate: as its line says.
judge() {  # judge SERIAL NAME STATE
  local serial=$1 name=$2 state=$3 file=$story/certificates/$1.pem
  [ -s "$file" ] || fail "no file of $serial"
  local openssl=(openssl verify -x509_strict -crl_check -policy_check -purpose sslserver -verify_hostname "$name"
    -CAfile "$root" -untrusted "$issuing" -CRLfile "$work/crls.pem" "$file")
  # GnuTLS keeps one list of an issuer, whatever its IDP says: it is given the one that the certificate names.
  local list
  list=$(openssl x509 -in "$file" -noout -ext crlDistributionPoints | grep -oE '/crl/[0-9a-f]+/[0-9]+\.crl' | tr / -)
  openssl crl -inform DER -in "$story/crl/${list#-crl-}" -out "$work/named.pem"
  local gnutls=(certtool --verify --verify-profile=medium "--verify-hostname=$name"
    --load-ca-certificate "$work/cas.pem" --load-crl "$work/named.pem" --infile "$file")
  certutil -A -d "sql:$work/nss" -n "$serial" -t ",," -a -i "$file"
  local nss=(certutil -V -d "sql:$work/nss" -n "$serial" -u V -e)
  says "serial of $serial" "serial=$serial" openssl x509 -in "$file" -noout -serial
  case $state in
    valid | revocation_scheduled)
      accepts "$serial openssl" "${openssl[@]}"
      accepts "$serial gnutls" "${gnutls[@]}"
      accepts "$serial nss" "${nss[@]}"
      ;;
    revoked)
      refuses "$serial openssl" "certificate revoked" "${openssl[@]}"
      refuses "$serial gnutls" "revoked" "${gnutls[@]}"
      if [ "$shards" -eq 0 ]; then refuses "$serial nss" "revoked" "${nss[@]}"; fi
      ;;
    expired)
      refuses "$serial openssl" "certificate has expired" "${openssl[@]}"
      refuses "$serial gnutls" "expired" "${gnutls[@]}"
      refuses "$serial nss" "expired" "${nss[@]}"
      ;;
    *) fail "$serial is $state" ;;
  esac
  states[$state]=$((${states[$state]:-0} + 1))
}
declare -A states=()
certificates=0
while read -r word serial name state _; do
  [ "$word" = certificate ] || continue
  judge "$serial" "$name" "$state"
  certificates=$((certificates + 1))
done <"$story/story.txt"
files=("$story"/certificates/*)
[ "${#files[@]}" -eq "$certificates" ] || fail "${#files[@]} files of $certificates certificates"
[ "$certificates" -ge 16 ] || fail "only $certificates certificates"
[ "${states[revoked]:-0}" -ge 12 ] || fail "only ${states[revoked]:-0} revoked certificates"
[ "${states[valid]:-0}" -ge 3 ] || fail "only ${states[valid]:-0} valid certificates"
[ "${states[expired]:-0}" -ge 1 ] || fail "no expired certificate"

python3 - "$story/mail" >"$log" 2>&1 <<'PY' || fail "mails"
import email, email.policy, pathlib, sys
files = sorted(pathlib.Path(sys.argv[1]).glob("*.eml"))
assert len(files) >= 100, f"only {len(files)} mails"
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
"$(dirname "$0")/ocsp.sh" "$madoguchi" "$story"
echo "story: $(wc -l <"$story/story.txt") lines, $judged judgements of $certificates certificates, $lists lists and the mails by OpenSSL, GnuTLS, NSS and Python, all as expected"
