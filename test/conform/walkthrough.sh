#!/usr/bin/env bash
# Runs the code blocks of doc/walkthrough.md, and of the parts that go on from it in the same shell, as they stand, against
# one example authority of its own.
#   walkthrough.sh MADOGUCHI WALKTHROUGH
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
madoguchi=$(realpath "$1") document=$(realpath "$2")
documents=("$document")
for part in walkthrough-desk walkthrough-later incidents; do documents+=("$(dirname "$document")/$part.md"); done
work=$(mktemp -d)
service=
finish() {
  if [ -n "$service" ]; then kill -TERM "$service" 2>/dev/null && wait "$service" || true; fi
  rm -rf "$work"
}
trap finish EXIT
cd "$work"
mkdir doc
ln -s "$(dirname "$document")/walkthrough.sh" doc/
mkdir -p build/release
ln -s "$madoguchi" build/release/
"$madoguchi" example --dir var
# Three free ports in a row. Somebody may take one before the service does: then it says so, and the test fails.
port=$("$here/free_port.py")
mkfifo said
"$madoguchi" serve --dir var --port "$port" >said 2>"$work/service.log" &
service=$!
exec 3<said
while IFS= read -r line <&3; do
  printf '%s\n' "$line" >>printed
  case $line in *"Ctrl-C stops"*) break ;; esac
done
cat <&3 >>printed &

# Every fenced block that is marked as sh, in order, in one shell.
{
  echo 'set -euo pipefail'
  awk '/^```sh$/ {inside = 1; print "\n# " FILENAME " line " FNR; next} /^```/ {inside = 0} inside' "${documents[@]}" |
    sed "s/127\.0\.0\.1:8080/127.0.0.1:$port/; s/127\.0\.0\.1:8081/127.0.0.1:$((port + 1))/; s/127\.0\.0\.1:8082/127.0.0.1:$((port + 2))/g"
} >blocks.sh
blocks=$(cat "${documents[@]}" | grep -c '^```sh$')
[ "$blocks" -ge 54 ] || { echo "walkthrough: only $blocks blocks in ${documents[*]}" >&2; exit 1; }
# Debian's python3 and openssl, as on a fresh machine; another one that comes before them may take its time at each start.
if ! PATH=/usr/bin:$PATH TMPDIR=$work bash -x blocks.sh >out 2>trace; then
  echo "walkthrough: a block failed; the last calls and answers:" >&2
  grep -E '^\++ ' trace | tail -n 25 >&2
  grep -vE '^\++ ' trace | tail -n 10 >&2
  tail -n 5 out >&2
  tail -n 5 service.log >&2
  exit 1
fi
# What the reader types is what the service printed: addresses, the folder of mails, logins, passwords, secrets.
typed=$(grep -ohE 'https?://127\.0\.0\.1:[0-9]+|\b(example-(portal|desk)-password-[0-9]|[A-Z2-7]{32})\b' blocks.sh | sort -u)
[ "$(wc -l <<<"$typed")" -ge 17 ] || { echo "walkthrough: the blocks type only: $typed" >&2; exit 1; }
for said in $typed "Mails   $(realpath var/mail)"; do
  grep -qF -- "$said" printed || { echo "walkthrough: '$said' is typed, but not printed:" >&2; cat printed >&2; exit 1; }
done
echo "walkthrough: $blocks blocks, every answer as described"
