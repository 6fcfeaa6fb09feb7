#!/usr/bin/env bash
# Starts the sample host on a free port with a database of its own, drives it with other people's clients, and ends it.
# PASSKEYS_BASE_ADDRESS, if set, names a host that is started already; PASSKEYS_CLIENTS then is the file that clients.js wrote for it. STACK is Embedded (default) or Duende.
set -euo pipefail
cd "$(dirname "$0")"

npm ci --no-fund --no-audit --silent

host=""
work="$(mktemp -d)"
finish() {
  if [ -n "$host" ]; then
    kill "$host" 2>/dev/null || true
    wait "$host" 2>/dev/null || true
  fi
  rm -rf "$work"
}
trap finish EXIT

if [ -z "${PASSKEYS_BASE_ADDRESS:-}" ]; then
  root="$(cd ../.. && pwd)"
  dotnet build "$root/src/HostSample" -v q -nologo -p:Stack="${STACK:-Embedded}" >"$work/build.log" || { cat "$work/build.log"; exit 1; }
  port="$(node -e 'const s = require("net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close(); })')"
  export PASSKEYS_BASE_ADDRESS="http://localhost:$port"
  assembly="$(dotnet msbuild "$root/src/HostSample" -getProperty:TargetPath -p:Stack="${STACK:-Embedded}")"
  export PASSKEYS_CLIENTS="$work/clients.json"
  node clients.js "$PASSKEYS_CLIENTS" >"$work/clients.env"
  (
    # shellcheck source=/dev/null
    . "$work/clients.env"
    cd "$root/src/HostSample"
    ASPNETCORE_ENVIRONMENT=Development EmbeddedProvider__Issuer="$PASSKEYS_BASE_ADDRESS" Database__Provider=Sqlite ConnectionStrings__Passkeys="Data Source=$work/passkeys.db" \
      Mail__PickupDirectory="$work/mail" exec dotnet "$assembly" --urls "$PASSKEYS_BASE_ADDRESS"
  ) >"$work/host.log" 2>&1 &
  host=$!
  for _ in $(seq 1 120); do
    curl -fsS -o /dev/null "$PASSKEYS_BASE_ADDRESS/health/ready" 2>/dev/null && break
    kill -0 "$host" 2>/dev/null || { tail -n 60 "$work/host.log"; exit 1; }
    sleep 0.5
  done
  curl -fsS -o /dev/null "$PASSKEYS_BASE_ADDRESS/health/ready" || { tail -n 60 "$work/host.log"; exit 1; }
fi

status=0
node --test --test-reporter=spec --test-reporter-destination=stdout --test-reporter=tap --test-reporter-destination="$work/result.tap" test/*.test.js || status=$?

count() { sed -n "s/^# $1 //p" "$work/result.tap" | tail -1; }
echo "client-conformance: $(count pass) passed, $(count fail) failed, $(count skipped) skipped"
exit "$status"
