using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Passkeys.IdentityServer.PostgreSql.Migrations
{
    /// <inheritdoc />
    public partial class Administration : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AlterColumn<string>(
                name: "Id",
                schema: "passkeys",
                table: "Pools",
                type: "character varying(63)",
                maxLength: 63,
                nullable: false,
                collation: "C",
                oldClrType: typeof(string),
                oldType: "character varying(63)",
                oldMaxLength: 63);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "CreatedAt",
                schema: "passkeys",
                table: "Pools",
                type: "timestamp with time zone",
                nullable: false,
                defaultValue: new DateTimeOffset(new DateTime(1, 1, 1, 0, 0, 0, 0, DateTimeKind.Unspecified), new TimeSpan(0, 0, 0, 0, 0)));

            migrationBuilder.AddColumn<string>(
                name: "NormalizedName",
                schema: "passkeys",
                table: "Pools",
                type: "character varying(200)",
                maxLength: 200,
                nullable: false,
                defaultValue: "",
                collation: "C");

            migrationBuilder.AddColumn<string>(
                name: "Hash",
                schema: "passkeys",
                table: "Audit",
                type: "character varying(64)",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "Sequence",
                schema: "passkeys",
                table: "Audit",
                type: "bigint",
                nullable: true);

            migrationBuilder.AlterColumn<string>(
                name: "NormalizedUserName",
                schema: "passkeys",
                table: "AspNetUsers",
                type: "character varying(256)",
                maxLength: 256,
                nullable: false,
                collation: "C",
                oldClrType: typeof(string),
                oldType: "character varying(256)",
                oldMaxLength: 256);

            migrationBuilder.AddColumn<string>(
                name: "NormalizedDisplayName",
                schema: "passkeys",
                table: "AspNetUsers",
                type: "character varying(200)",
                maxLength: 200,
                nullable: true,
                collation: "C");

            migrationBuilder.CreateTable(
                name: "AuditHeads",
                schema: "passkeys",
                columns: table => new
                {
                    Chain = table.Column<string>(type: "character varying(63)", maxLength: 63, nullable: false),
                    Sequence = table.Column<long>(type: "bigint", nullable: false),
                    Hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    RemovedSequence = table.Column<long>(type: "bigint", nullable: false),
                    RemovedHash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    Seal = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AuditHeads", x => x.Chain);
                });

            migrationBuilder.CreateTable(
                name: "DailyCounts",
                schema: "passkeys",
                columns: table => new
                {
                    Pool = table.Column<string>(type: "character varying(63)", maxLength: 63, nullable: false),
                    Day = table.Column<DateOnly>(type: "date", nullable: false),
                    Name = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: false),
                    Detail = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    Count = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DailyCounts", x => new { x.Pool, x.Day, x.Name, x.Detail });
                });

            migrationBuilder.CreateTable(
                name: "EnrolmentRequests",
                schema: "passkeys",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Pool = table.Column<string>(type: "character varying(63)", maxLength: 63, nullable: false),
                    UserId = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    RequestedBy = table.Column<string>(type: "character varying(210)", maxLength: 210, nullable: false),
                    RequestedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    Reason = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    LinkLifetimeSeconds = table.Column<int>(type: "integer", nullable: false),
                    ExpiresAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    DecidedBy = table.Column<string>(type: "character varying(210)", maxLength: 210, nullable: true),
                    DecidedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    Approved = table.Column<bool>(type: "boolean", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_EnrolmentRequests", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ImportJobs",
                schema: "passkeys",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Pool = table.Column<string>(type: "character varying(63)", maxLength: 63, nullable: false),
                    Format = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    FileHash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    Actor = table.Column<string>(type: "character varying(210)", maxLength: 210, nullable: false),
                    StartedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    UpdatedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    FinishedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    Done = table.Column<int>(type: "integer", nullable: false),
                    Total = table.Column<int>(type: "integer", nullable: false),
                    Users = table.Column<int>(type: "integer", nullable: false),
                    Credentials = table.Column<int>(type: "integer", nullable: false),
                    Skipped = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ImportJobs", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "PoolChanges",
                schema: "passkeys",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Pool = table.Column<string>(type: "character varying(63)", maxLength: 63, nullable: false),
                    At = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    Actor = table.Column<string>(type: "character varying(210)", maxLength: 210, nullable: false),
                    Version = table.Column<Guid>(type: "uuid", nullable: false),
                    Changes = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PoolChanges", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "RegisteredClients",
                schema: "passkeys",
                columns: table => new
                {
                    ClientId = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    Name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    Document = table.Column<string>(type: "text", nullable: false),
                    Version = table.Column<Guid>(type: "uuid", nullable: false),
                    CreatedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    UpdatedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RegisteredClients", x => x.ClientId);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Pools_NormalizedName",
                schema: "passkeys",
                table: "Pools",
                column: "NormalizedName");

            migrationBuilder.CreateIndex(
                name: "AuditUnsealed",
                schema: "passkeys",
                table: "Audit",
                column: "Id",
                filter: "\"Sequence\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Audit_Pool_Event_At",
                schema: "passkeys",
                table: "Audit",
                columns: new[] { "Pool", "Event", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_Audit_Pool_Sequence",
                schema: "passkeys",
                table: "Audit",
                columns: new[] { "Pool", "Sequence" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Audit_Pool_UserId_At",
                schema: "passkeys",
                table: "Audit",
                columns: new[] { "Pool", "UserId", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_AspNetUsers_Pool_NormalizedDisplayName",
                schema: "passkeys",
                table: "AspNetUsers",
                columns: new[] { "Pool", "NormalizedDisplayName" });

            migrationBuilder.CreateIndex(
                name: "IX_AspNetUserPasskeys_Pool_Aaguid",
                schema: "passkeys",
                table: "AspNetUserPasskeys",
                columns: new[] { "Pool", "Aaguid" });

            migrationBuilder.CreateIndex(
                name: "IX_EnrolmentRequests_ExpiresAt",
                schema: "passkeys",
                table: "EnrolmentRequests",
                column: "ExpiresAt");

            migrationBuilder.CreateIndex(
                name: "IX_EnrolmentRequests_Pool_RequestedAt",
                schema: "passkeys",
                table: "EnrolmentRequests",
                columns: new[] { "Pool", "RequestedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_ImportJobs_Pool_StartedAt",
                schema: "passkeys",
                table: "ImportJobs",
                columns: new[] { "Pool", "StartedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_PoolChanges_Pool_At",
                schema: "passkeys",
                table: "PoolChanges",
                columns: new[] { "Pool", "At" });

            // What is searched was not kept before.
            migrationBuilder.Sql("UPDATE passkeys.\"Pools\" SET \"NormalizedName\" = UPPER(\"Name\");");
            migrationBuilder.Sql("UPDATE passkeys.\"AspNetUsers\" SET \"NormalizedDisplayName\" = UPPER(\"DisplayName\") WHERE \"DisplayName\" IS NOT NULL;");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "AuditHeads",
                schema: "passkeys");

            migrationBuilder.DropTable(
                name: "DailyCounts",
                schema: "passkeys");

            migrationBuilder.DropTable(
                name: "EnrolmentRequests",
                schema: "passkeys");

            migrationBuilder.DropTable(
                name: "ImportJobs",
                schema: "passkeys");

            migrationBuilder.DropTable(
                name: "PoolChanges",
                schema: "passkeys");

            migrationBuilder.DropTable(
                name: "RegisteredClients",
                schema: "passkeys");

            migrationBuilder.DropIndex(
                name: "IX_Pools_NormalizedName",
                schema: "passkeys",
                table: "Pools");

            migrationBuilder.DropIndex(
                name: "AuditUnsealed",
                schema: "passkeys",
                table: "Audit");

            migrationBuilder.DropIndex(
                name: "IX_Audit_Pool_Event_At",
                schema: "passkeys",
                table: "Audit");

            migrationBuilder.DropIndex(
                name: "IX_Audit_Pool_Sequence",
                schema: "passkeys",
                table: "Audit");

            migrationBuilder.DropIndex(
                name: "IX_Audit_Pool_UserId_At",
                schema: "passkeys",
                table: "Audit");

            migrationBuilder.DropIndex(
                name: "IX_AspNetUsers_Pool_NormalizedDisplayName",
                schema: "passkeys",
                table: "AspNetUsers");

            migrationBuilder.DropIndex(
                name: "IX_AspNetUserPasskeys_Pool_Aaguid",
                schema: "passkeys",
                table: "AspNetUserPasskeys");

            migrationBuilder.DropColumn(
                name: "CreatedAt",
                schema: "passkeys",
                table: "Pools");

            migrationBuilder.DropColumn(
                name: "NormalizedName",
                schema: "passkeys",
                table: "Pools");

            migrationBuilder.DropColumn(
                name: "Hash",
                schema: "passkeys",
                table: "Audit");

            migrationBuilder.DropColumn(
                name: "Sequence",
                schema: "passkeys",
                table: "Audit");

            migrationBuilder.DropColumn(
                name: "NormalizedDisplayName",
                schema: "passkeys",
                table: "AspNetUsers");

            migrationBuilder.AlterColumn<string>(
                name: "Id",
                schema: "passkeys",
                table: "Pools",
                type: "character varying(63)",
                maxLength: 63,
                nullable: false,
                oldClrType: typeof(string),
                oldType: "character varying(63)",
                oldMaxLength: 63,
                oldCollation: "C");

            migrationBuilder.AlterColumn<string>(
                name: "NormalizedUserName",
                schema: "passkeys",
                table: "AspNetUsers",
                type: "character varying(256)",
                maxLength: 256,
                nullable: false,
                oldClrType: typeof(string),
                oldType: "character varying(256)",
                oldMaxLength: 256,
                oldCollation: "C");
        }
    }
}
