using Passkeys.IdentityServer.Engine;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.Sessions;
using Passkeys.IdentityServer.Users;
using Shouldly;
using Xunit;

namespace Passkeys.UnitTests.Embedded;

public sealed class UserClaimsTests
{
    [Fact]
    public void Openid_alone_tells_who_and_where() => Of("openid").Keys.ShouldBe(["sub", "pool"], ignoreOrder: true);

    [Fact]
    public void Profile_tells_the_names()
    {
        var claims = Of("openid", "profile");

        claims["name"].ShouldBe("Robin");
        claims["preferred_username"].ShouldBe("robin@example.com");
        claims.ContainsKey("email").ShouldBeFalse();
    }

    [Fact]
    public void Email_tells_the_address_and_whether_it_was_verified()
    {
        var claims = Of("openid", "email");

        claims["email"].ShouldBe("robin@example.com");
        claims["email_verified"].ShouldBe(false);
        claims.ContainsKey("name").ShouldBeFalse();
    }

    [Fact]
    public void Who_has_no_name_goes_by_the_identifier() =>
        UserClaims.Of(Person(displayName: null), ["profile"])["name"].ShouldBe("robin@example.com");

    [Fact]
    public void A_session_tells_its_methods_as_a_list() =>
        SessionClaims.Of(Session("pop user mfa", "phr"))["amr"].ShouldBe(new[] { "pop", "user", "mfa" });

    [Fact]
    public void A_session_leaves_out_what_it_cannot_say()
    {
        var claims = SessionClaims.Of(Session("", ""));

        claims.ContainsKey("amr").ShouldBeFalse();
        claims.ContainsKey("acr").ShouldBeFalse();
    }

    private static IReadOnlyDictionary<string, object> Of(params string[] scope) => UserClaims.Of(Person("Robin"), scope);

    private static PoolUser Person(string? displayName) => new()
    {
        Id = "1",
        Pool = new PoolId("demo"),
        UserHandle = [1],
        UserName = "robin@example.com",
        Email = "robin@example.com",
        DisplayName = displayName,
    };

    private static Session Session(string amr, string acr) => new()
    {
        Id = "s",
        Pool = new PoolId("demo"),
        UserId = "1",
        AuthenticatedAt = DateTimeOffset.UnixEpoch,
        Amr = amr,
        Acr = acr,
        ExpiresAt = DateTimeOffset.UnixEpoch,
    };
}
