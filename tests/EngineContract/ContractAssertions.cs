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

    // RFC 6749 §5.2 has a code for "no client authentication included", and one for what is missing.
    public static void ShouldHaveNoClient(this Answer answer) => answer.ShouldBe(
        Engine.Differs("RFC 6749 §5.2 has two codes that fit", HttpStatusCode.Unauthorized, HttpStatusCode.BadRequest),
        Engine.Differs("RFC 6749 §5.2 has two codes that fit", "invalid_client", "invalid_request"));

    /// <summary>The description, of which only developers read, names a parameter.</summary>
    public static void ShouldName(this Answer answer, string parameter) =>
        ((string?)answer.Body["error_description"]).ShouldNotBeNull().ShouldContain(parameter);

    /// <summary>As <see cref="ShouldName"/>, where the engine describes its errors.</summary>
    public static void ShouldNameIfAtAll(this Answer answer, string parameter) =>
        ((string?)answer.Body["error_description"] ?? "").Contains(parameter, StringComparison.Ordinal)
            .ShouldBe(Engine.Differs("descriptions are optional (RFC 6749 §5.2); Duende has none for grants of its own", embedded: true, duende: false));
}
