using System.Net;
using Passkeys.Testing.Hosting;

namespace Passkeys.ClientTests.Bearer;

/// <summary>How a refused token looks from outside.</summary>
internal static class RefusedTokens
{
    /// <summary>RFC 6750 §3.1.</summary>
    public static void ShouldBeRefusedToken(this Answer answer)
    {
        answer.Status.ShouldBe(HttpStatusCode.Unauthorized);
        answer.Headers["WWW-Authenticate"].ShouldStartWith("Bearer error=\"invalid_token\"");
        answer.Error.ShouldBe("invalid_token");
    }
}
