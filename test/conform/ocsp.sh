#!/usr/bin/env bash
# Serves the folder that a story has left, and has the OCSP answers about every certificate judged by OpenSSL, GnuTLS and
# NSS: each must say what story.txt says, revoked for the reason and at the time that the CRL tells.
#   ocsp.sh MADOGUCHI STORY-FOLDER
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
madoguchi=$(realpath "$1") story=$(realpath "$2")
work=$(mktemp -d)
log=$work/log
judged=0
service=
finish() {
  if [ -n "$service" ]; then
    kill "$service" 2>/dev/null || true
    wait "$service" || true
  fi
  rm -rf "$work"
}
trap finish EXIT

fail() {
  echo "FAIL: $*" >&2
  tail -n 20 "$log" >&2
  exit 1
}
# says WHAT TEXT... -- COMMAND...: the command must say every TEXT, however it ends.
says() {
  local what=$1 texts=() text
  shift
  while [ "$1" != -- ]; do texts+=("$1") && shift; done
  shift
  "$@" >"$log" 2>&1 </dev/null || true
  for text in "${texts[@]}"; do grep -qF -- "$text" "$log" || fail "$what: expected '$text' from: $*"; done
  judged=$((judged + 1))
}

port=$("$here/free_port.py")
"$madoguchi" serve --dir "$story" --port "$port" >"$work/service" 2>&1 &
service=$!
until curl -sf "http://127.0.0.1:$((port + 2))/healthz" >/dev/null; do
  kill -0 "$service" 2>/dev/null || { log=$work/service && fail "the service does not start"; }
  sleep 0.1
done

root=$story/ca/root.pem issuing=$story/ca/issuing.pem
first=("$story"/certificates/*.pem)
pointer=$(openssl x509 -in "${first[0]}" -noout -ocsp_uri)
url=http://127.0.0.1:$((port + 2))/ocsp/${pointer##*/}
trust=(-issuer "$issuing" -CAfile "$root" -verify_other "$issuing")
mkdir "$work/nss"
certutil -N -d "sql:$work/nss" --empty-password
certutil -A -d "sql:$work/nss" -n root -t "CT,," -a -i "$root"
certutil -A -d "sql:$work/nss" -n issuing -t ",," -a -i "$issuing"

# What the CRLs say of each serial: "serial|time|reason in OpenSSL's words of a CRL", the reason empty for none.
for list in "$story"/crl/*.crl; do openssl crl -inform DER -in "$list" -noout -text; done >"$work/lists"
python3 - "$work/lists" >"$work/revoked" <<'PY'
import re, sys
text = open(sys.argv[1], encoding="utf-8").read()
for entry in re.split(r"\n\s*Serial Number: ", text)[1:]:
    serial, time = entry.split()[0].lower(), re.search(r"Revocation Date: (.+)", entry)[1]
    reason = re.search(r"X509v3 CRL Reason Code:\s*\n\s*(.+)", entry)
    print(serial, time, reason[1].strip() if reason else "", sep="|")
PY

# The texts by which each judge says what the CRL says. OpenSSL's list of reasons in OCSP ends before the ninth.
declare -A ocsp_word=(["Key Compromise"]=keyCompromise ["Affiliation Changed"]=affiliationChanged ["Superseded"]=superseded
  ["Cessation Of Operation"]=cessationOfOperation ["Privilege Withdrawn"]="(UNKNOWN)")
expect() { # expect SERIAL STATE FILE: sets by_openssl, by_gnutls, by_nss
  local line time reason
  if [ "$2" != revoked ]; then
    by_openssl=("$3: good") by_gnutls=("Certificate Status: good") by_nss=("succeeded")
    return
  fi
  line=$(grep "^$1|" "$work/revoked") || fail "$1 is in no list"
  IFS='|' read -r _ time reason <<<"$line"
  by_openssl=("$3: revoked" "Revocation Time: $time")
  if [ -n "$reason" ]; then by_openssl+=("Reason: ${ocsp_word[$reason]}"); fi
  by_gnutls=("Certificate Status: revoked" "Revocation time: $(date -u -d "$time" '+%a %b %d %H:%M:%S UTC %Y')")
  by_nss=("has been revoked")
}

openssl_post() { says "$1 openssl post ${*:3}" "Response verify OK" "${by_openssl[@]}" -- openssl ocsp "${trust[@]}" -url "$url" "${@:3}" -cert "$2"; }
# The request of RFC 5019 in the path, as browsers send it; the answer is kept for the other judges.
get() { # get FILE HASH OUT
  openssl ocsp -issuer "$issuing" "$2" -cert "$1" -no_nonce -reqout "$work/request" >"$log" 2>&1 || fail "a request"
  local path
  path=$(base64 -w0 "$work/request" | sed 's,%,%25,g;s,+,%2B,g;s,/,%2F,g;s,=,%3D,g')
  curl -sSf -o "$3" "$url/$path" >"$log" 2>&1 || fail "GET of $1"
}
openssl_get() { # openssl_get SERIAL FILE HASH
  get "$2" "$3" "$work/answer"
  says "$1 openssl get $3" "Response verify OK" "${by_openssl[@]}" -- \
    openssl ocsp "${trust[@]}" -respin "$work/answer" "$3" -cert "$2"
}
judge() { # judge SERIAL STATE
  local file=$story/certificates/$1.pem by_openssl by_gnutls by_nss
  expect "$1" "$2" "$file"
  openssl_post "$1" "$file" -sha1 -nonce
  openssl_get "$1" "$file" -sha256
  if [ -z "${states[$2]:-}" ]; then # the first of its kind goes through everything
    openssl_get "$1" "$file" -sha1
    openssl_post "$1" "$file" -sha1 -no_nonce
    openssl_post "$1" "$file" -sha256 -no_nonce
    openssl_post "$1" "$file" -sha256 -nonce
  fi
  says "$1 gnutls" "Verifying OCSP Response: Success" "${by_gnutls[@]}" -- \
    ocsptool "--ask=$url" --load-cert "$file" --load-issuer "$issuing" --load-trust "$issuing"
  says "$1 gnutls get" "Success" -- ocsptool -e --load-response "$work/answer" --load-issuer "$issuing" --load-trust "$issuing"
  certutil -A -d "sql:$work/nss" -n "$1" -t ",," -a -i "$file"
  says "$1 nss" "${by_nss[@]}" -- ocspclnt -S "$1" -d "sql:$work/nss" -l "$url" -t root
  states[$2]=$((${states[$2]:-0} + 1))
}
declare -A states=()
while read -r word serial _ state _; do
  [ "$word" != certificate ] || judge "$serial" "$state"
done <"$story/story.txt"
[ "${states[revoked]:-0}" -ge 12 ] && [ "${states[valid]:-0}" -ge 3 ] || fail "too few certificates: ${states[*]}"

# Never "good" for what was not issued, and nothing about other people's certificates (rules 1.12.3, 1.12.4).
says "a serial not issued" "unauthorized (6)" -- \
  openssl ocsp "${trust[@]}" -url "$url" -serial 0x4d000000000000000000000000000001
says "another issuer" "unauthorized (6)" -- \
  openssl ocsp -issuer "$root" -CAfile "$root" -url "$url" -cert "$issuing"
says "another issuer, gnutls" "unauthorized" -- ocsptool "--ask=$url" --load-cert "$issuing" --load-issuer "$root"

kill "$service"
wait "$service" || fail "the service does not end cleanly"
service=
echo "ocsp: $judged judgements of answers by OpenSSL, GnuTLS and NSS, all as expected"
