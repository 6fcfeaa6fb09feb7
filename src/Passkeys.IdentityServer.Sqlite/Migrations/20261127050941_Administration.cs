using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Passkeys.IdentityServer.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Administration : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "CreatedAt",
                table: "Pools",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<string>(
                name: "NormalizedName",
                table: "Pools",
                type: "TEXT",
                maxLength: 200,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "Hash",
                table: "Audit",
                type: "TEXT",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "Sequence",
                table: "Audit",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "NormalizedDisplayName",
                table: "AspNetUsers",
                type: "TEXT",
                maxLength: 200,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "AuditHeads",
                columns: table => new
                {
                    Chain = table.Column<string>(type: "TEXT", maxLength: 63, nullable: false),
                    Sequence = table.Column<long>(type: "INTEGER", nullable: false),
                    Hash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    RemovedSequence = table.Column<long>(type: "INTEGER", nullable: false),
                    RemovedHash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Seal = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AuditHeads", x => x.Chain);
                });

            migrationBuilder.CreateTable(
                name: "DailyCounts",
                columns: table => new
                {
                    Pool = table.Column<string>(type: "TEXT", maxLength: 63, nullable: false),
                    Day = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 50, nullable: false),
                    Detail = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    Count = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DailyCounts", x => new { x.Pool, x.Day, x.Name, x.Detail });
                });

            migrationBuilder.CreateTable(
                name: "EnrolmentRequests",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Pool = table.Column<string>(type: "TEXT", maxLength: 63, nullable: false),
                    UserId = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    RequestedBy = table.Column<string>(type: "TEXT", maxLength: 210, nullable: false),
                    RequestedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    LinkLifetimeSeconds = table.Column<int>(type: "INTEGER", nullable: false),
                    ExpiresAt = table.Column<long>(type: "INTEGER", nullable: false),
                    DecidedBy = table.Column<string>(type: "TEXT", maxLength: 210, nullable: true),
                    DecidedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Approved = table.Column<bool>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_EnrolmentRequests", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ImportJobs",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Pool = table.Column<string>(type: "TEXT", maxLength: 63, nullable: false),
                    Format = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    FileHash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Actor = table.Column<string>(type: "TEXT", maxLength: 210, nullable: false),
                    StartedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    UpdatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    FinishedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Done = table.Column<int>(type: "INTEGER", nullable: false),
                    Total = table.Column<int>(type: "INTEGER", nullable: false),
                    Users = table.Column<int>(type: "INTEGER", nullable: false),
                    Credentials = table.Column<int>(type: "INTEGER", nullable: false),
                    Skipped = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ImportJobs", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "PoolChanges",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Pool = table.Column<string>(type: "TEXT", maxLength: 63, nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    Actor = table.Column<string>(type: "TEXT", maxLength: 210, nullable: false),
                    Version = table.Column<Guid>(type: "TEXT", nullable: false),
                    Changes = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PoolChanges", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "RegisteredClients",
                columns: table => new
                {
                    ClientId = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Document = table.Column<string>(type: "TEXT", nullable: false),
                    Version = table.Column<Guid>(type: "TEXT", nullable: false),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    UpdatedAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RegisteredClients", x => x.ClientId);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Pools_NormalizedName",
                table: "Pools",
                column: "NormalizedName");

            migrationBuilder.CreateIndex(
                name: "AuditUnsealed",
                table: "Audit",
                column: "Id",
                filter: "\"Sequence\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Audit_Pool_Event_At",
                table: "Audit",
                columns: new[] { "Pool", "Event", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_Audit_Pool_Sequence",
                table: "Audit",
                columns: new[] { "Pool", "Sequence" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Audit_Pool_UserId_At",
                table: "Audit",
                columns: new[] { "Pool", "UserId", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_AspNetUsers_Pool_NormalizedDisplayName",
                table: "AspNetUsers",
                columns: new[] { "Pool", "NormalizedDisplayName" });

            migrationBuilder.CreateIndex(
                name: "IX_AspNetUserPasskeys_Pool_Aaguid",
                table: "AspNetUserPasskeys",
                columns: new[] { "Pool", "Aaguid" });

            migrationBuilder.CreateIndex(
                name: "IX_EnrolmentRequests_ExpiresAt",
                table: "EnrolmentRequests",
                column: "ExpiresAt");

            migrationBuilder.CreateIndex(
                name: "IX_EnrolmentRequests_Pool_RequestedAt",
                table: "EnrolmentRequests",
                columns: new[] { "Pool", "RequestedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_ImportJobs_Pool_StartedAt",
                table: "ImportJobs",
                columns: new[] { "Pool", "StartedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_PoolChanges_Pool_At",
                table: "PoolChanges",
                columns: new[] { "Pool", "At" });

            // What is searched was not kept before.
            migrationBuilder.Sql("UPDATE \"Pools\" SET \"NormalizedName\" = UPPER(\"Name\");");
            migrationBuilder.Sql("UPDATE \"AspNetUsers\" SET \"NormalizedDisplayName\" = UPPER(\"DisplayName\") WHERE \"DisplayName\" IS NOT NULL;");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "AuditHeads");

            migrationBuilder.DropTable(
                name: "DailyCounts");

            migrationBuilder.DropTable(
                name: "EnrolmentRequests");

            migrationBuilder.DropTable(
                name: "ImportJobs");

            migrationBuilder.DropTable(
                name: "PoolChanges");

            migrationBuilder.DropTable(
                name: "RegisteredClients");

            migrationBuilder.DropIndex(
                name: "IX_Pools_NormalizedName",
                table: "Pools");

            migrationBuilder.DropIndex(
                name: "AuditUnsealed",
                table: "Audit");

            migrationBuilder.DropIndex(
                name: "IX_Audit_Pool_Event_At",
                table: "Audit");

            migrationBuilder.DropIndex(
                name: "IX_Audit_Pool_Sequence",
                table: "Audit");

            migrationBuilder.DropIndex(
                name: "IX_Audit_Pool_UserId_At",
                table: "Audit");

            migrationBuilder.DropIndex(
                name: "IX_AspNetUsers_Pool_NormalizedDisplayName",
                table: "AspNetUsers");

            migrationBuilder.DropIndex(
                name: "IX_AspNetUserPasskeys_Pool_Aaguid",
                table: "AspNetUserPasskeys");

            migrationBuilder.DropColumn(
                name: "CreatedAt",
                table: "Pools");

            migrationBuilder.DropColumn(
                name: "NormalizedName",
                table: "Pools");

            migrationBuilder.DropColumn(
                name: "Hash",
                table: "Audit");

            migrationBuilder.DropColumn(
                name: "Sequence",
                table: "Audit");

            migrationBuilder.DropColumn(
                name: "NormalizedDisplayName",
                table: "AspNetUsers");
        }
    }
}
