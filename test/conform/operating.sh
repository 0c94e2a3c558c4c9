#!/usr/bin/env bash
# Runs the code blocks of doc/operating.md as they stand, but for folders, ports and the mail relay: an authority that is
# no example, installed, configured and started; then its first officer logs in, and a mail goes out to a real relay.
#   operating.sh BUILD-FOLDER DOCUMENT
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
build=$(realpath "$1") document=$(realpath "$2")
work=$(mktemp -d)
finish() {
  local status=$? pid
  for pid in $(jobs -p); do kill -TERM "$pid" 2>/dev/null && wait "$pid" || true; done
  if [ $status -ne 0 ]; then
    echo "operating: failed; the last things said:" >&2
    grep -v '^curl: (7)' "$work/log" | tail -n 20 >&2
  fi
  rm -rf "$work"
}
trap finish EXIT
fail() {
  echo "operating: $1" >&2
  exit 1
}

mkdir "$work/usr"
port=$("$here/free_port.py") smtp=$("$here/free_port.py")
/usr/bin/python3 -m aiosmtpd -n -l "127.0.0.1:$smtp" -c aiosmtpd.handlers.Mailbox "$work/mails" 2>>"$work/log" &
export PATH=$work/usr/bin:$PATH
awk '/^```sh$/ {inside = 1; print "\n# line " FNR; next} /^```/ {inside = 0} inside' "$document" |
  sed "s#build/release#$build#; s#/usr/local#$work/usr#; s#/etc/madoguchi#$work/etc#g; s#/var/lib/madoguchi#$work/var#g
       s/\b8080\b/$port/; s/\b8081\b/$((port + 1))/; s/\b8082\b/$((port + 2))/
       s/smtp\.bank\.example/127.0.0.1/; s/\b587\b/$smtp/; s/^smtp_security.*/smtp_security = \"none\"/
       /^smtp_user/d; /^smtp_password_file/d" >"$work/blocks.sh"
blocks=$(grep -c '^# line ' "$work/blocks.sh")
[ "$blocks" -eq 5 ] || fail "$blocks blocks"
# In this shell, so that what they start is ended with it.
. "$work/blocks.sh" >"$work/out" 2>>"$work/log"
[ -s "$work/usr/share/madoguchi/policy/authority.toml" ] || fail "nothing was installed"

# The first officer logs in with the secret it was told, through what a proxy would pass on.
. "$(dirname "$document")/walkthrough.sh"
code=$(totp "$(awk '/^  secret / {print $2}' "$work/etc/kanri.totp")" "$(date -u +%Y-%m-%dT%H:%M:%SZ)")
ask() { # ask PORT PATH JSON
  curl -sS --fail-with-body -H 'X-Madoguchi: 1' -H 'Idempotency-Key: once' -H 'X-Forwarded-For: 192.0.2.7' \
    -H 'Content-Type: application/json' --data-binary "$3" "http://127.0.0.1:$1/api/v1/$2"
}
ask $((port + 1)) login '{"login_id":"kanri","password":"a password of at least twelve characters","totp":"'"$code"'"}' \
  >"$work/answer" || fail "login: $(cat "$work/answer")"
# Anybody's report is confirmed by mail.
ask "$port" problem-reports '{"serials":["4d4e"],"text":"The key lies open.","reporter_mail":"somebody@example.net"}' \
  >"$work/answer" || fail "report: $(cat "$work/answer")"
for ((try = 0; try < 200; try++)); do
  if grep -rqs 'somebody@example.net' "$work/mails/new"; then
    echo "operating: $blocks blocks, an officer logged in, a mail arrived"
    exit
  fi
  sleep 0.1
done
fail "no mail arrived"
