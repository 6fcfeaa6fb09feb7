#!/usr/bin/env bash
# Packs what is meant to be published, with symbols.
#   ./pack.sh [DIR] [SUFFIX]      into DIR (default artifacts/packages), as a pre-release with SUFFIX if there is one
# Passkeys.IdentityServer.Duende and .Fido2 are packed with Stack=Duende; .SqlServer with that or SqlServerFromGallery=true: see CONTRIBUTING.md.
set -euo pipefail
cd "$(dirname "$0")"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 Packing=true
into="$(realpath -m "${1:-artifacts/packages}")"
dotnet pack Packages.slnf -c Release -o "$into" -v q -nologo ${2:+-p:VersionSuffix="$2"}
ls "$into"
