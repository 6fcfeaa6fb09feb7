using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Identity;
using Passkeys.IdentityServer.Administrators;
using Passkeys.IdentityServer.Pools;
using Passkeys.Testing.Hosting;
using Shouldly;
using Xunit;

namespace Passkeys.IntegrationTests.Administration.Matrix;

/// <summary>
/// Every kind of administrator at every call of the administration API, in a pool of their own and in another. The calls are those that the host has, so that a
/// new one is looked at without being listed here. What is let through may still fail for what was sent; it must not fail for who sent it.
/// </summary>
public sealed partial class RoleMatrix(MatrixHost matrix) : IClassFixture<MatrixHost>
{
    /// <summary>Whether it is let through or not is the call's own: a list may have a part for everyone.</summary>
    private const HttpStatusCode Anything = default;

    /// <summary>Calls about a pool that are the platform administrators' all the same.</summary>
    private static readonly string[] PlatformAlone =
    [
        "DELETE /admin/api/pools/{pool}/", "PUT /admin/api/pools/{pool}/clients/{clientId}", "DELETE /admin/api/pools/{pool}/clients/{clientId}",
    ];

    /// <summary>Calls that read, and need what a change needs: the data of everybody goes out.</summary>
    private static readonly string[] AsChange = ["GET /admin/api/pools/{pool}/export/credentials"];

    /// <summary>What a call needs to get as far as it can; an empty object for all others.</summary>
    private static readonly Dictionary<string, string> Bodies = new(StringComparer.Ordinal)
    {
        ["POST /admin/api/pools/{pool}/users"] = """{"identifier":"matrix@example.com"}""",
        ["PATCH /admin/api/pools/{pool}/users/{id}"] = """{"status":"suspended"}""",
        ["PUT /admin/api/pools/{pool}/users/{id}/roles"] = """{"roles":[]}""",
    };

    public static TheoryData<string> Kinds =>
    [
        "nobody", "person without a role", "auditor", "pool auditor", "pool administrator", "platform administrator", "stale sign-in", "not verified", "reading scope",
        "client without pools", "client with pools",
    ];

    [Fact]
    public void There_are_calls_to_make() => matrix.Calls().Count.ShouldBeGreaterThan(25);

    [Fact]
    public void What_is_listed_exists() => Bodies.Keys.Except(matrix.Calls().Select(call => $"{call.Method} {call.Pattern}")).ShouldBeEmpty();

    [Theory, MemberData(nameof(Kinds))]
    public async Task Reaches_as_far_as_the_role_and_no_further(string kind)
    {
        var wrong = new List<string>();
        foreach (var (method, pattern) in matrix.Calls())
        {
            var own = await OwnPoolAsync(kind);
            var other = (await matrix.Host.NewPoolAsync()).Pool;
            foreach (var (pool, isOwn) in new[] { (other, false), (own, true) })
            {
                var answer = await CallAsync(kind, method, pattern, pool);
                if (Complaint(Expected(kind, method, pattern, isOwn), answer) is { } complaint)
                    wrong.Add($"{kind} at {(isOwn ? "own" : "other")} pool, {method} {pattern}: {complaint} {answer.Text}");
            }
        }
        wrong.ShouldBeEmpty();
    }

    private static string? Complaint(HttpStatusCode? expected, Answer answer) => expected switch
    {
        _ when (int)answer.Status >= 500 => $"failed with {(int)answer.Status}; give it a body in {nameof(Bodies)}, if it needs one.",
        Anything => null,
        { } refusal => answer.Status == refusal ? null : $"{(int)answer.Status} instead of {(int)refusal}.",
        null when answer.Status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => $"{(int)answer.Status}, and was to be let through; if it is for platform administrators alone, say so in {nameof(PlatformAlone)}.",
        null => null,
    };

    // Null: it is let through.
    private static HttpStatusCode? Expected(string kind, string method, string pattern, bool isOwn)
    {
        var reads = method is "GET" or "HEAD" && !AsChange.Contains($"{method} {pattern}");
        var ofPool = pattern.Contains("{pool}", StringComparison.Ordinal);
        var platformAlone = PlatformAlone.Contains($"{method} {pattern}");
        return kind switch
        {
            "nobody" or "not verified" => HttpStatusCode.Unauthorized,
            "person without a role" => HttpStatusCode.Forbidden,
            "auditor" or "reading scope" => reads ? null : HttpStatusCode.Forbidden,
            "stale sign-in" => reads ? null : HttpStatusCode.Unauthorized,
            "platform administrator" or "client without pools" => null,
            _ when ofPool => isOwn && !platformAlone && (reads || kind != "pool auditor") ? null : HttpStatusCode.Forbidden,
            _ => reads ? Anything : HttpStatusCode.Forbidden,
        };
    }

    private async Task<string> OwnPoolAsync(string kind)
    {
        if (kind == "client with pools")
            return "acme";
        var pool = (await matrix.Host.NewPoolAsync()).Pool;
        var role = kind switch
        {
            "pool auditor" => AdministratorRole.PoolAuditor(new PoolId(pool)),
            "pool administrator" => AdministratorRole.PoolAdministrator(new PoolId(pool)),
            _ => null,
        };
        if (role is not null)
            await matrix.Host.QueryAsync(db =>
            {
                db.UserClaims.Add(new IdentityUserClaim<string> { UserId = matrix.Of(kind)!.UserId!, ClaimType = AdministratorRole.ClaimType, ClaimValue = role });
                return db.SaveChangesAsync();
            });
        return pool;
    }

    private async Task<Answer> CallAsync(string kind, string method, string pattern, string pool)
    {
        var path = Parameter().Replace(pattern.Replace("{pool}", pool, StringComparison.Ordinal), parameter => parameter.Value switch
        {
            var text when text.Contains(":guid", StringComparison.Ordinal) => Guid.Empty.ToString(),
            var text when text.Contains(":int", StringComparison.Ordinal) || text.Contains(":long", StringComparison.Ordinal) => "1",
            _ => "nobody",
        });
        using var body = method is "GET" or "HEAD" or "DELETE" ? null : Testing.Hosting.Caller.Json(Bodies.GetValueOrDefault($"{method} {pattern}", "{}"));
        return await matrix.Host.Caller.SendAsync(new HttpMethod(method), path, body, matrix.Of(kind)?.Token);
    }

    [GeneratedRegex(@"\{[^}]+\}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Parameter();
}
