#!/usr/bin/env bash
# Packs, looks into the packages, and starts a fresh host that knows nothing of this repository but them. Its Program.cs is the readme's.
# The last line is: packages: N passed, M failed
set -euo pipefail
cd "$(dirname "$0")/../.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_CLI_UI_LANGUAGE=en

work="$(mktemp -d)"
suffix="test.$(date +%s).$$"
passed=0
failed=0
host=""

finish() {
    [ -z "$host" ] || { kill "$host" 2>/dev/null || true; wait "$host" 2>/dev/null || true; }
    rm -rf "$work"
    echo "packages: $passed passed, $failed failed"
    [ "$failed" -eq 0 ] && [ "$passed" -gt 0 ] || exit 1
}
trap finish EXIT
trap 'exit 143' TERM
trap 'exit 130' INT

check() { # claim, command
    local claim="$1"
    shift
    if "$@" >"$work/check.log" 2>&1; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "FAILED: $claim"
        tail -n 20 "$work/check.log"
    fi
}

# What cannot go on without has failed, and ends the suite.
demand() {
    local before=$failed
    check "$@"
    [ "$failed" -eq "$before" ] || exit 1
}

# Here-strings, because a pipe into grep -q fails when grep has seen enough.
holds() { grep -x -- "$2" <<<"$(unzip -Z1 "$1")"; }
holds_no() { ! grep -- "$2" <<<"$(unzip -Z1 "$1")"; }
nuspec() { unzip -p "$1" '*.nuspec'; }
says() { grep -- "$2" <<<"$(nuspec "$1")"; }
says_nothing_of() { ! grep -- "$2" <<<"$(nuspec "$1")"; }
depends_on_ours() { ! grep 'dependency id="Passkeys' <<<"$(nuspec "$1")" | grep -v "version=\"0.1.0-$suffix\""; }
names_no_folder_here() { unzip -p "$1" "lib/net10.0/*.$2" >"$work/assembly" && [ -s "$work/assembly" ] && ! grep -aF "$PWD" "$work/assembly"; }

look_into() { # package id
    local package="$work/feed/$1.0.1.0-$suffix.nupkg" symbols="$work/feed/$1.0.1.0-$suffix.snupkg"
    demand "$1 is packed" test -s "$package"
    check "$1 has a readme" holds "$package" README.md
    check "$1 has an icon" holds "$package" icon.png
    check "$1 has its doc comments" holds "$package" "lib/net10.0/$1.xml"
    check "$1 has symbols" holds "$symbols" "lib/net10.0/$1.pdb"
    check "$1 says what it is" says "$package" '<description>..*</description>'
    check "$1 depends on ours of the same version" depends_on_ours "$package"
    check "$1 brings no analyzer along" says_nothing_of "$package" 'Analyzer"\|\.Design"\|Workspaces'
    check "$1 names no repository that is not there" says_nothing_of "$package" 'repository[^>]* url='
    check "$1 holds nothing of the sample host" holds_no "$package" HostSample
    check "$1 holds no path of the machine that packed" names_no_folder_here "$package" dll
    check "$1 has symbols without a path either" names_no_folder_here "$symbols" pdb
}

# The first C# of the readme, and a project of nothing but packages.
write_host() {
    mkdir "$work/host"
    sed -n '/^```csharp$/,/^```$/p' src/Passkeys.IdentityServer.Embedded/README.md | sed '/^```/d' >"$work/host/Program.cs"
    cat >"$work/host/host.csproj" <<PROJECT
<Project Sdk="Microsoft.NET.Sdk.Web">
  <PropertyGroup>
    <TargetFramework>net10.0</TargetFramework>
    <Nullable>enable</Nullable>
    <ImplicitUsings>enable</ImplicitUsings>
    <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
    <NuGetAudit>false</NuGetAudit>
  </PropertyGroup>
  <ItemGroup>
    <PackageReference Include="Passkeys.IdentityServer.Embedded" Version="0.1.0-$suffix" />
    <PackageReference Include="Passkeys.IdentityServer.Sqlite" Version="0.1.0-$suffix" />
    <PackageReference Include="Passkeys.QuickstartUi" Version="0.1.0-$suffix" />
  </ItemGroup>
</Project>
PROJECT
    # On top of the sources that are configured here. What others made is taken from where it was restored to; ours is new in every run.
    cat >"$work/host/nuget.config" <<CONFIG
<configuration>
  <packageSources><add key="packed" value="$work/feed" /></packageSources>
  <fallbackPackageFolders><add key="restored" value="${NUGET_PACKAGES:-$HOME/.nuget/packages}" /></fallbackPackageFolders>
</configuration>
CONFIG
}

build_host() { (cd "$work/host" && NUGET_PACKAGES="$work/cache" Stack='' dotnet build -c Release -v q -nologo -warnaserror); }

start_host() {
    (cd "$work/host" && exec env ASPNETCORE_ENVIRONMENT=Development ASPNETCORE_URLS=http://127.0.0.1:0 dotnet bin/Release/net10.0/host.dll) >"$work/host.log" 2>&1 &
    host=$!
    for _ in $(seq 150); do
        port="$(sed -n 's#.*Now listening on: http://127\.0\.0\.1:\([0-9]*\).*#\1#p' "$work/host.log" | head -1)"
        [ -z "$port" ] || return 0
        kill -0 "$host" 2>/dev/null || break
        sleep 0.2
    done
    cat "$work/host.log"
    return 1
}

ask() { # path, more of curl
    local path="$1"
    shift
    curl -sS --fail-with-body --max-time 20 --resolve "localhost:$port:127.0.0.1" "$@" "http://localhost:$port$path"
}
ask_json() { ask "$1" -H 'Content-Type: application/json' -H "Origin: http://localhost:$port" --data "$2"; }
answers() { local path="$1" text="$2"; shift 2; grep -- "$text" <<<"$(ask "$path" "$@")"; }
options_for_a_sign_in() { grep '"ceremony":.*"challenge":' <<<"$(ask_json /identity/people/login/webauthn/options '{"clientId":"app"}')"; }
options_for_a_sign_up() {
    local signup
    signup="$(ask_json /identity/people/signup '{"identifier":"ada@example.com"}' | sed -n 's/.*"signup": *"\([^"]*\)".*/\1/p')"
    grep '"rp":' <<<"$(ask_json /identity/people/register/webauthn/begin "{\"signup\":\"$signup\"}")"
}
served() { # what of the page, of which type
    local address
    address="$(ask '/account/people/sign-up' | sed -n "s#.*\(/_passkeys/v/[^\"]*\.$1\)\".*#\1#p" | sed -n 1p)"
    [ -n "$address" ] && grep -i "^content-type: text/$2" <<<"$(ask "$address" -D - -o /dev/null)"
}

demand "The packages are made" ./pack.sh "$work/feed" "$suffix"
for id in Passkeys.IdentityServer Passkeys.IdentityServer.Embedded Passkeys.IdentityServer.PostgreSql Passkeys.IdentityServer.Sqlite Passkeys.Client Passkeys.QuickstartUi; do
    look_into "$id"
done
check "The pages speak German" holds "$work/feed/Passkeys.QuickstartUi.0.1.0-$suffix.nupkg" lib/net10.0/de/Passkeys.QuickstartUi.resources.dll
check "Passkeys.Client depends on no package" says_nothing_of "$work/feed/Passkeys.Client.0.1.0-$suffix.nupkg" '<dependency '
if [ "${Stack:-Embedded}" != Duende ]; then
    check "The packages of the other stack are not made of nothing" test -z "$(find "$work/feed" -name '*Duende*' -o -name '*Fido2*')"
fi
write_host
demand "A fresh host restores and compiles without a warning" build_host
demand "It starts" start_host
check "It is an OpenID Provider" answers /.well-known/openid-configuration '"token_endpoint"'
check "It has a sign-up page" answers '/account/people/sign-up' '<form'
check "The page speaks German" answers '/account/people/sign-up' '<html[^>]*lang="de"' -H 'Accept-Language: de'
check "The page has its style sheet" served css css
check "The page has its script" served js javascript
check "A sign-in begins" options_for_a_sign_in
check "A sign-up begins" options_for_a_sign_up
