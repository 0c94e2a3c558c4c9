# What doc/walkthrough.md uses beside curl: sourced by its first block. Needs python3; $work is a folder of its own, $data
# that of the example.

# refused CODE COMMAND...   the command must be answered by a problem with this code, at the top or at a field
refused() {
  local code=$1 answer
  shift
  if answer=$("$@" 2>"$work/curl.err"); then echo "not refused: $answer" >&2; return 1; fi
  printf '%s\n' "$answer"
  case $answer in *"\"code\":\"$code\""*) ;; *) echo "expected the problem $code" >&2; return 1 ;; esac
}
# is WANTED VALUE   prints the value, which must be the one that is wanted
is() {
  if [ "$2" != "$1" ]; then echo "expected $1, got: $2" >&2; return 1; fi
  printf '%s\n' "$2"
}
# until_is WANTED COMMAND...   runs the command until it prints that, for up to a minute; prints what it printed last
until_is() {
  local wanted=$1 said='' end=$((SECONDS + 60))
  shift
  while [ "$said" != "$wanted" ] && [ $SECONDS -lt $end ]; do
    sleep 0.05
    said=$("$@") || { echo "failed: $*" >&2; return 1; }
  done
  is "$wanted" "$said"
}
# member PATH   prints one member of the JSON on standard input: member id, member certificates.0.serial
member() {
  python3 -c '
import json, sys
text = sys.stdin.read()
try:
    value = json.loads(text)
    for key in sys.argv[1].split("."):
        value = value[int(key)] if key.lstrip("-").isdigit() else value[key]
except (ValueError, LookupError, TypeError):
    sys.exit(f"no {sys.argv[1]} in the answer: {text}")
print(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))' "$1"
}
# mail ADDRESS [PATTERN]   prints the newest mail to that address that was not printed before, and whose text has the
# pattern in it; waits up to a minute for one
mail() {
  python3 - "$1" "$work/mails.read" "${2-}" "$data/mail" <<'PY'
import email, email.policy, pathlib, re, sys, time
address, read, pattern, folder = sys.argv[1], pathlib.Path(sys.argv[2]), sys.argv[3], pathlib.Path(sys.argv[4])
read.touch()
deadline = time.monotonic() + 60
while time.monotonic() < deadline:
    for file in sorted(folder.glob("*.eml"), key=lambda f: f.stat().st_mtime_ns, reverse=True):
        message = email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
        if address not in message["To"] or file.name in read.read_text():
            continue
        if re.search(pattern, message.get_content(), re.ASCII):
            read.write_text(read.read_text() + file.name + "\n")
            print("Subject:", message["Subject"], "\n\n" + message.get_content().replace("\r", ""))
            sys.exit()
    time.sleep(0.05)
sys.exit(f"no new mail to {address}")
PY
}
# The code of RFC 6238 at that time.
totp() {  # totp SECRET TIME
  python3 -c '
import base64, datetime, hashlib, hmac, struct, sys
step = int(datetime.datetime.fromisoformat(sys.argv[2].replace("Z", "+00:00")).timestamp()) // 30
digest = hmac.new(base64.b32decode(sys.argv[1]), struct.pack(">Q", step), hashlib.sha1).digest()
at = digest[-1] & 15
print("%06d" % ((struct.unpack(">I", digest[at:at + 4])[0] & 0x7fffffff) % 1000000))' "$1" "$2"
}
later() {  # later TIME SECONDS
  python3 -c '
import datetime, sys
time = datetime.datetime.fromisoformat(sys.argv[1].replace("Z", "+00:00")) + datetime.timedelta(seconds=int(sys.argv[2]))
print(time.strftime("%Y-%m-%dT%H:%M:%SZ"))' "$1" "$2"
}
