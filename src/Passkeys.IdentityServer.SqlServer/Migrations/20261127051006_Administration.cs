using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Passkeys.IdentityServer.SqlServer.Migrations
{
    /// <inheritdoc />
    public partial class Administration : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "CreatedAt",
                schema: "passkeys",
                table: "Pools",
                type: "datetimeoffset",
                nullable: false,
                defaultValue: new DateTimeOffset(new DateTime(1, 1, 1, 0, 0, 0, 0, DateTimeKind.Unspecified), new TimeSpan(0, 0, 0, 0, 0)));

            migrationBuilder.AddColumn<string>(
                name: "NormalizedName",
                schema: "passkeys",
                table: "Pools",
                type: "nvarchar(200)",
                maxLength: 200,
                nullable: false,
                defaultValue: "",
                collation: "Latin1_General_100_BIN2");

            migrationBuilder.AddColumn<string>(
                name: "Hash",
                schema: "passkeys",
                table: "Audit",
                type: "nvarchar(64)",
                maxLength: 64,
                nullable: true,
                collation: "Latin1_General_100_BIN2");

            migrationBuilder.AddColumn<long>(
                name: "Sequence",
                schema: "passkeys",
                table: "Audit",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "NormalizedDisplayName",
                schema: "passkeys",
                table: "AspNetUsers",
                type: "nvarchar(200)",
                maxLength: 200,
                nullable: true,
                collation: "Latin1_General_100_BIN2");

            migrationBuilder.CreateTable(
                name: "AuditHeads",
                schema: "passkeys",
                columns: table => new
                {
                    Chain = table.Column<string>(type: "nvarchar(63)", maxLength: 63, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Sequence = table.Column<long>(type: "bigint", nullable: false),
                    Hash = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false, collation: "Latin1_General_100_BIN2"),
                    RemovedSequence = table.Column<long>(type: "bigint", nullable: false),
                    RemovedHash = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Seal = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false, collation: "Latin1_General_100_BIN2")
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
                    Pool = table.Column<string>(type: "nvarchar(63)", maxLength: 63, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Day = table.Column<DateOnly>(type: "date", nullable: false),
                    Name = table.Column<string>(type: "nvarchar(50)", maxLength: 50, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Detail = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false, collation: "Latin1_General_100_BIN2"),
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
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Pool = table.Column<string>(type: "nvarchar(63)", maxLength: 63, nullable: false, collation: "Latin1_General_100_BIN2"),
                    UserId = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false, collation: "Latin1_General_100_BIN2"),
                    RequestedBy = table.Column<string>(type: "nvarchar(210)", maxLength: 210, nullable: false, collation: "Latin1_General_100_BIN2"),
                    RequestedAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    Reason = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: true, collation: "Latin1_General_100_BIN2"),
                    LinkLifetimeSeconds = table.Column<int>(type: "int", nullable: false),
                    ExpiresAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    DecidedBy = table.Column<string>(type: "nvarchar(210)", maxLength: 210, nullable: true, collation: "Latin1_General_100_BIN2"),
                    DecidedAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: true),
                    Approved = table.Column<bool>(type: "bit", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_EnrolmentRequests", x => x.Id)
                        .Annotation("SqlServer:Clustered", false);
                });

            migrationBuilder.CreateTable(
                name: "ImportJobs",
                schema: "passkeys",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Pool = table.Column<string>(type: "nvarchar(63)", maxLength: 63, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Format = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false, collation: "Latin1_General_100_BIN2"),
                    FileHash = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Actor = table.Column<string>(type: "nvarchar(210)", maxLength: 210, nullable: false, collation: "Latin1_General_100_BIN2"),
                    StartedAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    UpdatedAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    FinishedAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: true),
                    Done = table.Column<int>(type: "int", nullable: false),
                    Total = table.Column<int>(type: "int", nullable: false),
                    Users = table.Column<int>(type: "int", nullable: false),
                    Credentials = table.Column<int>(type: "int", nullable: false),
                    Skipped = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ImportJobs", x => x.Id)
                        .Annotation("SqlServer:Clustered", false);
                });

            migrationBuilder.CreateTable(
                name: "PoolChanges",
                schema: "passkeys",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Pool = table.Column<string>(type: "nvarchar(63)", maxLength: 63, nullable: false, collation: "Latin1_General_100_BIN2"),
                    At = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    Actor = table.Column<string>(type: "nvarchar(210)", maxLength: 210, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Version = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Changes = table.Column<string>(type: "nvarchar(max)", nullable: false, collation: "Latin1_General_100_BIN2")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PoolChanges", x => x.Id)
                        .Annotation("SqlServer:Clustered", false);
                });

            migrationBuilder.CreateTable(
                name: "RegisteredClients",
                schema: "passkeys",
                columns: table => new
                {
                    ClientId = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Name = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Document = table.Column<string>(type: "nvarchar(max)", nullable: false, collation: "Latin1_General_100_BIN2"),
                    Version = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    CreatedAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    UpdatedAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false)
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
                name: "IX_Audit_Pool_Event_At",
                schema: "passkeys",
                table: "Audit",
                columns: new[] { "Pool", "Event", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_Audit_Pool_Sequence",
                schema: "passkeys",
                table: "Audit",
                columns: new[] { "Pool", "Sequence" });

            migrationBuilder.CreateIndex(
                name: "IX_Audit_Pool_UserId_At",
                schema: "passkeys",
                table: "Audit",
                columns: new[] { "Pool", "UserId", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_Audit_Sequence_Id",
                schema: "passkeys",
                table: "Audit",
                columns: new[] { "Sequence", "Id" });

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
                columns: new[] { "Pool", "RequestedAt" })
                .Annotation("SqlServer:Clustered", true);

            migrationBuilder.CreateIndex(
                name: "IX_ImportJobs_Pool_StartedAt",
                schema: "passkeys",
                table: "ImportJobs",
                columns: new[] { "Pool", "StartedAt" })
                .Annotation("SqlServer:Clustered", true);

            migrationBuilder.CreateIndex(
                name: "IX_PoolChanges_Pool_At",
                schema: "passkeys",
                table: "PoolChanges",
                columns: new[] { "Pool", "At" })
                .Annotation("SqlServer:Clustered", true);

            // What is searched was not kept before.
            migrationBuilder.Sql("UPDATE passkeys.Pools SET NormalizedName = UPPER(Name);");
            migrationBuilder.Sql("UPDATE passkeys.AspNetUsers SET NormalizedDisplayName = UPPER(DisplayName) WHERE DisplayName IS NOT NULL;");
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
                name: "IX_Audit_Sequence_Id",
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
        }
    }
}
