#!/usr/bin/env bash
# Runs the code blocks of doc/walkthrough.md, and of doc/incidents.md that goes on from it, as they stand, against an
# example authority of its own.
#   walkthrough.sh MADOGUCHI WALKTHROUGH
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
madoguchi=$(realpath "$1") document=$(realpath "$2")
documents=("$document" "$(dirname "$document")/incidents.md")
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
  case $line in *"Ctrl-C stops"*) break ;; esac
done
cat <&3 >/dev/null &

# Every fenced block that is marked as sh, in order, in one shell.
{
  echo 'set -euo pipefail'
  awk '/^```sh$/ {inside = 1; print "\n# " FILENAME " line " FNR; next} /^```/ {inside = 0} inside' "${documents[@]}" |
    sed "s/127\.0\.0\.1:8080/127.0.0.1:$port/; s/127\.0\.0\.1:8081/127.0.0.1:$((port + 1))/; s/127\.0\.0\.1:8082/127.0.0.1:$((port + 2))/g"
} >blocks.sh
blocks=$(cat "${documents[@]}" | grep -c '^```sh$')
[ "$blocks" -ge 25 ] || { echo "walkthrough: only $blocks blocks in ${documents[*]}" >&2; exit 1; }
if ! TMPDIR=$work bash -x blocks.sh >out 2>trace; then
  echo "walkthrough: a block failed; the last calls and answers:" >&2
  grep -E '^\++ ' trace | tail -n 25 >&2
  grep -vE '^\++ ' trace | tail -n 10 >&2
  tail -n 5 out >&2
  tail -n 5 service.log >&2
  exit 1
fi
echo "walkthrough: $blocks blocks, every answer as described"
