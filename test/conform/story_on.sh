#!/usr/bin/env bash
# The story and its judges with other places for data and keys: a PostgreSQL database of its own, a SoftHSM token of its
# own. The keys must then lie in the token alone. And with so many CRLs: only by a full one, of 0, can NSS judge all.
#   story_on.sh MADOGUCHI sqlite|postgres file|token CRL-SHARDS
set -euo pipefail
madoguchi=$(realpath "$1") database=$2 keys=$3 shards=$4
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
name=story_$$
options=(--crl-shards "$shards")
finish() {
  if [ "$database" = postgres ]; then psql_do "DROP DATABASE IF EXISTS $name WITH (FORCE)" >/dev/null 2>&1 || true; fi
  rm -rf "$work"
}
psql_do() { /usr/lib/postgresql/15/bin/psql -qX -v ON_ERROR_STOP=1 "$MADOGUCHI_TEST_POSTGRES" -c "$1"; }
trap finish EXIT

if [ "$database" = postgres ]; then
  psql_do "CREATE DATABASE $name TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'"
  options+=(--database "$MADOGUCHI_TEST_POSTGRES dbname=$name")
fi
if [ "$keys" = token ]; then
  mkdir "$work/tokens"
  printf 'directories.tokendir = %s\nobjectstore.backend = file\nlog.level = ERROR\n' "$work/tokens" >"$work/softhsm2.conf"
  export SOFTHSM2_CONF=$work/softhsm2.conf
  (umask 077 && echo 4711-example >"$work/pin")
  softhsm2-util --init-token --free --label "example token" --pin 4711-example --so-pin 4711-example >/dev/null
  options+=(--pkcs11 /usr/lib/softhsm/libsofthsm2.so --token "example token" --pin-file "$work/pin")
fi
"$here/story.sh" "$madoguchi" "${options[@]}"
if [ "$keys" = token ]; then
  objects=$(find "$work/tokens" -name '*.object' ! -name token.object | wc -l)
  [ "$objects" -eq 6 ] || { echo "FAIL: $objects objects in the token instead of three key pairs" >&2; exit 1; }

  # A second authority in the same token, by the command, with RSA.
  init=("$madoguchi" ca init --name "Example RSA" --key rsa2048 --status-url http://status.example.jp
    --pkcs11 /usr/lib/softhsm/libsofthsm2.so --token "example token")
  "${init[@]}" --dir "$work/ca" --passphrase-file "$work/pin"
  "$madoguchi" ca renew-root-crl --dir "$work/ca" --passphrase-file "$work/pin"
  openssl verify -x509_strict -CAfile "$work/ca/ca/root.pem" "$work/ca/ca/issuing.pem"
  openssl crl -inform DER -in "$work"/ca/crl/*.crl -noout -CAfile "$work/ca/ca/root.pem" 2>&1 | grep -F "verify OK"
  [ ! -e "$work/ca/keys" ] || { echo "FAIL: a folder of keys beside a token" >&2; exit 1; }
  (umask 077 && echo 0815-wrong >"$work/wrong")
  refused() {  # refused TEXT COMMAND...
    local text=$1
    shift
    if "$@" >"$work/said" 2>&1; then echo "FAIL: went through: $*" >&2; exit 1; fi
    grep -qF -- "$text" "$work/said" || { echo "FAIL: refused without '$text':" >&2; cat "$work/said" >&2; exit 1; }
    if grep -qE '4711|0815' "$work/said"; then echo "FAIL: the PIN was told" >&2; exit 1; fi
  }
  refused "already" "${init[@]}" --dir "$work/again" --passphrase-file "$work/pin"
  refused "CKR_PIN_INCORRECT" "${init[@]}" --dir "$work/again" --key-prefix "other " --passphrase-file "$work/wrong"
fi
echo "story on $database with keys in a $keys: as expected"
