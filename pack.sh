#!/usr/bin/env bash
# Packs what is meant to be published, with symbols.
#   ./pack.sh [DIR] [SUFFIX]      into DIR (default artifacts/packages), as a pre-release with SUFFIX if there is one
# Passkeys.IdentityServer.Duende and .Fido2 are packed with Stack=Duende, .SqlServer with that or with SqlServerFromGallery=true: see CONTRIBUTING.md.
set -euo pipefail
cd "$(dirname "$0")"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 Packing=true
into="$(realpath -m "${1:-artifacts/packages}")"

core=src/Passkeys.IdentityServer
projects=("$core" "$core.Embedded" "$core.PostgreSql" "$core.Sqlite" src/Passkeys.Client quickstart-ui)
[ "${Stack:-}" != Duende ] || projects+=("$core.Duende" "$core.Fido2")
[ "${Stack:-}" != Duende ] && [ "${SqlServerFromGallery:-}" != true ] || projects+=("$core.SqlServer")

filter="$(mktemp --suffix=.slnf)"
trap 'rm -f "$filter"' EXIT
for project in "${projects[@]}"; do echo "$project"/*.csproj; done | sed 's/.*/"&"/' | paste -sd, |
    sed "s#.*#{ \"solution\": { \"path\": \"$PWD/Passkeys.IdentityServer.sln\", \"projects\": [&] } }#" >"$filter"

# test.sh has run the analyzers over the same sources.
dotnet pack "$filter" -c Release -o "$into" -v q -nologo -p:RunAnalyzers=false ${2:+-p:VersionSuffix="$2"}
ls "$into"
