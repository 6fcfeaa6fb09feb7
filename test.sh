#!/usr/bin/env bash
# Builds everything without a warning and runs every suite. Debian or Ubuntu with the .NET SDK of global.json is enough; what else is
# missing gets installed. The last line is: N passed, N failed
#
#   ./test.sh                     everything
#   ./test.sh unit contract       only these suites: unit, storage, integration, contract, client, browser, clients, packages
#   ./test.sh --stack Duende      on Duende IdentityServer and Fido2.AspNet (packages of the public NuGet gallery); there also the suites fido2, duende
#   ./test.sh --no-format         without the check of the formatting
set -euo pipefail
cd "$(dirname "$0")"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_CLI_UI_LANGUAGE=en

suites=()
format=yes
while [ $# -gt 0 ]; do
    case "$1" in
        --stack) export Stack="${2:?--stack needs Embedded or Duende}" STACK="$2"; shift ;;
        --no-format) format=no ;;
        unit | storage | integration | contract | client | browser | clients | packages | fido2 | duende) suites+=("$1") ;;
        *) sed -n '2,9p' "$0"; exit 2 ;;
    esac
    shift
done
if [ ${#suites[@]} -eq 0 ]; then
    suites=(unit storage integration contract client browser clients packages)
    # Of the adapters for Duende and Fido2 the default stack compiles nothing. What certified clients and packages meet is the embedded provider.
    [ "${Stack:-Embedded}" != Duende ] || suites=(unit storage integration contract client browser fido2 duende)
fi

work="$(mktemp -d)"
chmod 755 "$work"
passed=0
failed=0
postgres=""
scripts=""

finish() {
    local code=$?
    if [ "$code" -ne 0 ] && [ "$failed" -eq 0 ]; then
        echo "Stopped early (exit code $code)."
        failed=1
    fi
    if [ -n "$scripts" ]; then
        pkill -TERM -P "$scripts" 2>/dev/null || true
        wait "$scripts" 2>/dev/null || true
    fi
    if [ -n "$postgres" ]; then
        kill -INT "$postgres" 2>/dev/null || true
        for _ in $(seq 50); do kill -0 "$postgres" 2>/dev/null || break; sleep 0.1; done
    fi
    rm -rf "$work"
    echo "$passed passed, $failed failed"
    exit "$code"
}
trap finish EXIT
trap 'exit 143' TERM
trap 'exit 130' INT

step() { printf '\n== %s (%ss)\n' "$1" "$SECONDS"; }

# A sentence on what is wrong; counts as one failure, so that the last line cannot look like success.
give_up() {
    echo "$1"
    failed=$((failed + 1))
    exit 1
}

wants() { [[ " ${suites[*]} " == *" $1 "* ]]; }

needs_postgres() { wants storage || wants integration || wants contract || wants duende; }

postgres_bin() { (ls -d /usr/lib/postgresql/*/bin 2>/dev/null || true) | sort -V | tail -1; }

install_missing() {
    local missing=()
    [[ "$(ldconfig -p)" == *libsqlite3.so.0* ]] || missing+=(libsqlite3-0)
    command -v curl >/dev/null || missing+=(curl)
    if needs_postgres; then
        [ -x "$(postgres_bin)/initdb" ] || missing+=(postgresql)
    fi
    if wants packages; then
        command -v unzip >/dev/null || missing+=(unzip)
    fi
    if wants browser || wants clients; then
        command -v chromium >/dev/null || missing+=(chromium)
    fi
    local root=()
    [ "$(id -u)" = 0 ] || root=(sudo)
    # Opens a page in a third of the time. Where the distribution has none, the browser tests take Chromium itself. A new machine has to be told what there is.
    if wants browser && ! command -v chromium-headless-shell >/dev/null; then
        [ -n "$(apt-cache madison chromium 2>/dev/null)" ] || "${root[@]}" apt-get update -qq
        [ -z "$(apt-cache madison chromium-headless-shell 2>/dev/null)" ] || missing+=(chromium-headless-shell)
    fi
    if wants browser || wants clients; then
        command -v node >/dev/null || missing+=(nodejs)
        command -v npm >/dev/null || missing+=(npm)
    fi
    [ ${#missing[@]} -gt 0 ] || return 0
    echo "Installing ${missing[*]}"
    "${root[@]}" apt-get update -qq
    DEBIAN_FRONTEND=noninteractive "${root[@]}" apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}

# On Duende the packages may be out of reach; then one sentence says which.
restore() {
    dotnet restore Passkeys.IdentityServer.sln -v q -nologo >"$work/restore.log" 2>&1 && return 0
    local missing
    missing="$(sed -n 's/.*error NU110[1-3]: Unable to find \(a stable \)\{0,1\}package \([A-Za-z0-9_.]*[A-Za-z0-9_]\).*/\2/p' "$work/restore.log" | sort -u | paste -sd ' ' | sed 's/ /, /g')"
    [ -n "$missing" ] && give_up "Stack ${Stack:-Embedded} cannot be built here: no configured package source has $missing."
    tail -n 20 "$work/restore.log"
    give_up "The packages cannot be restored."
}

build() {
    # Also with warnings as errors MSBuild itself may warn; none is accepted.
    dotnet build Passkeys.IdentityServer.sln --no-restore -warnaserror -v q -nologo >"$work/build.log" 2>&1 || { tail -n 40 "$work/build.log"; give_up "The build failed."; }
    grep -q '^ *0 Warning(s)' "$work/build.log" || { cat "$work/build.log"; give_up "The build has warnings."; }
}

# PostgreSQL refuses to run as root. A cluster of its own, on a free port of the loopback address, gone at the end.
start_postgres() {
    local bin port as=()
    bin="$(postgres_bin)"
    [ -n "$bin" ] || give_up "PostgreSQL is missing: /usr/lib/postgresql/*/bin/initdb."
    if [ "$(id -u)" = 0 ]; then
        local user=nobody
        id postgres >/dev/null 2>&1 && user=postgres
        as=(runuser -u "$user" --)
        install -d -o "$user" "$work/postgres"
    else
        mkdir "$work/postgres"
    fi
    "${as[@]}" "$bin/initdb" -D "$work/postgres/data" -U passkeys -A trust -E UTF8 --locale=C --no-sync >"$work/initdb.log" 2>&1 || { cat "$work/initdb.log"; give_up "initdb failed."; }
    for _ in 1 2 3; do
        port=$((20000 + RANDOM % 20000))
        (cd "$work/postgres" && exec "${as[@]}" "$bin/postgres" -D "$work/postgres/data" -p "$port" -c listen_addresses=127.0.0.1 -c unix_socket_directories= \
            -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=400) >"$work/postgres.log" 2>&1 &
        for _ in $(seq 100); do
            if "$bin/pg_isready" -q -h 127.0.0.1 -p "$port" -U passkeys; then
                postgres="$(head -1 "$work/postgres/data/postmaster.pid")"
                export PASSKEYS_TEST_POSTGRES="Host=127.0.0.1;Port=$port;Username=passkeys;Database=postgres;Maximum Pool Size=40"
                return 0
            fi
            kill -0 $! 2>/dev/null || break
            sleep 0.2
        done
    done
    tail -n 20 "$work/postgres.log"
    give_up "PostgreSQL does not start."
}

count() { # file, attribute
    sed -n "/<assembly /{s/.*<assembly [^>]* $2=\"\([0-9]*\)\".*/\1/p;q}" "$1"
}

# A suite that does not run, or runs nothing, has failed.
dotnet_suite() { # name, project, time limit
    local assembly result="$work/$1.xml" log="$work/$1.log"
    assembly="$(find "tests/$2/bin/Debug" -name "Passkeys.$2.dll" -path '*/net*' 2>/dev/null | head -1)"
    step "$1"
    timeout --kill-after=10 "$3" dotnet exec "${assembly:-missing}" -noLogo -noColor -xml "$result" >"$log" 2>&1 || true
    if [ ! -s "$result" ] || [ "$(count "$result" total)" -eq 0 ]; then
        tail -n 60 "$log"
        echo "$1 did not run."
        failed=$((failed + 1))
        return
    fi
    local bad=$(($(count "$result" failed) + $(count "$result" errors)))
    [ "$bad" -eq 0 ] || grep -v '^{"Timestamp"' "$log" | tail -n 400
    passed=$((passed + $(count "$result" passed)))
    failed=$((failed + bad))
    echo "$1: $(count "$result" passed) passed, $bad failed, $(count "$result" skipped) skipped"
}

# Suites that are scripts run one after the other beside the browser's, which leaves the processor idle for a third of its time.
start_scripts() {
    (
        ! wants clients || timeout --kill-after=10 900 tests/client-conformance/run.sh >"$work/clients.log" 2>&1 || true
        ! wants packages || timeout --kill-after=10 600 tests/packages/run.sh >"$work/packages.log" 2>&1 || true
    ) &
    scripts=$!
}

# The last line of a script says what came of it.
script_suite() { # name, its name in that line
    local log="$work/$1.log" line
    line="$(grep -E "^$2: [0-9]+ passed, [0-9]+ failed" "$log" | tail -1 || true)"
    local good bad
    good="$(sed -E "s/^$2: ([0-9]+) passed.*/\1/" <<<"${line:-0}")"
    bad="$(sed -E 's/.* ([0-9]+) failed.*/\1/' <<<"${line:-0}")"
    [ "$good" -gt 0 ] || bad=$((bad > 0 ? bad : 1))
    [ "$bad" -eq 0 ] || tail -n 200 "$log"
    passed=$((passed + good))
    failed=$((failed + bad))
    echo "$1: $good passed, $bad failed"
}

step "Prerequisites"
install_missing
step "Restore"
restore
step "Build"
build
if [ "$format" = yes ]; then
    # The build enforces the code style already; this is what it does not look at.
    step "Format"
    if ! dotnet format whitespace --folder . --exclude tests/client-conformance/node_modules --verify-no-changes; then
        echo "Run: dotnet format whitespace --folder ."
        failed=$((failed + 1))
    fi
fi
if needs_postgres; then
    step "PostgreSQL"
    start_postgres
fi

wants unit && dotnet_suite unit UnitTests 300
wants storage && dotnet_suite storage StorageTests 300
wants fido2 && dotnet_suite fido2 Fido2Tests 300
wants duende && dotnet_suite duende DuendeTests 300
wants integration && dotnet_suite integration IntegrationTests 1800
wants contract && dotnet_suite contract EngineContract 600
wants client && dotnet_suite client ClientTests 300
start_scripts
if wants browser; then
    step "axe-core"
    (cd tests/BrowserTests && npm ci --no-audit --no-fund --silent) || give_up "npm ci failed in tests/BrowserTests."
    dotnet_suite browser BrowserTests 1800
fi
wait "$scripts"
scripts=""
! wants clients || script_suite clients client-conformance
! wants packages || script_suite packages packages
step "Done"
[ "$failed" -eq 0 ]
