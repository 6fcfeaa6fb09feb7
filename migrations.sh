#!/usr/bin/env bash
# Keeps the migrations of the three providers in step.
#   ./migrations.sh add NAME        adds a migration to each
#   ./migrations.sh script [DIR]    writes the idempotent SQL of SQL Server and PostgreSQL to DIR (default docs/sql)
#   ./migrations.sh regenerate      replaces all by one Initial; only while nothing has been released
set -euo pipefail
cd "$(dirname "$0")"
export EfDesign=true DOTNET_CLI_TELEMETRY_OPTOUT=1

ef() { # provider, arguments
    local project="src/Passkeys.IdentityServer.$1"
    shift
    dotnet build "$project" -v q -nologo >&2
    dotnet ef "$@" --no-build --project "$project" --startup-project "$project"
}

dotnet tool restore >/dev/null
case "${1:-}" in
    add)
        for provider in Sqlite PostgreSql SqlServer; do ef "$provider" migrations add "${2:?name}"; done ;;
    regenerate)
        for provider in Sqlite PostgreSql SqlServer; do
            rm -rf "src/Passkeys.IdentityServer.$provider/Migrations"
            ef "$provider" migrations add Initial
        done ;;
    script)
        mkdir -p "${2:-docs/sql}"
        scripts="$(realpath "${2:-docs/sql}")"
        ef PostgreSql migrations script --idempotent -o "$scripts/passkeys-postgresql.sql"
        ef SqlServer migrations script --idempotent -o "$scripts/passkeys-sqlserver.sql"
        # As an editor would write them: no byte order mark.
        sed -i '1s/^\xEF\xBB\xBF//' "$scripts"/passkeys-*.sql ;;
    *)
        sed -n '2,5p' "$0"; exit 2 ;;
esac
