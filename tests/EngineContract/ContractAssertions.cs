using System.Net;
using Passkeys.Testing.Hosting;

namespace Passkeys.EngineContract;

/// <summary>What an answer must be.</summary>
internal static class ContractAssertions
{
    public static void ShouldBe(this Answer answer, HttpStatusCode status, string error)
    {
        answer.Status.ShouldBe(status, answer.Text);
        answer.Error.ShouldBe(error, answer.Text);
    }

    public static void ShouldBeRefused(this Answer answer, string error) => answer.ShouldBe(HttpStatusCode.BadRequest, error);

    public static Answer ShouldBeGranted(this Answer answer)
    {
        answer.Status.ShouldBe(HttpStatusCode.OK, answer.Text);
        return answer;
    }

    public static void ShouldBeActive(this Answer introspection) => ((bool)introspection.ShouldBeGranted().Body["active"]!).ShouldBeTrue();

    // RFC 7662 §2.2: nothing else is said about a token that is not active.
    public static void ShouldBeInactive(this Answer introspection) =>
        introspection.ShouldBeGranted().Text.ShouldBe("{\"active\":false}");

    public static void ShouldBeInvalidToken(this Answer answer)
    {
        answer.Status.ShouldBe(HttpStatusCode.Unauthorized);
        answer.Headers["WWW-Authenticate"].ShouldContain("invalid_token");
    }

    public static void ShouldName(this Answer answer, string parameter) =>
        ((string?)answer.Body["error_description"]).ShouldNotBeNull().ShouldContain(parameter);
}
