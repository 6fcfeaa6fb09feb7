using System.Net;
using Passkeys.Testing.Hosting;
using Shouldly;

namespace Passkeys.IntegrationTests.Hosts;

/// <summary>What the contract says of refusals.</summary>
internal static class AnswerExpectations
{
    public static void ShouldBe(this Answer answer, HttpStatusCode status) =>
        answer.Status.ShouldBe(status, answer.Text);

    public static void ShouldBe(this Answer answer, HttpStatusCode status, string error)
    {
        answer.ShouldBe(status);
        answer.Error.ShouldBe(error, answer.Text);
    }

    public static void ShouldBeRefused(this Answer answer) => answer.ShouldBe(HttpStatusCode.Unauthorized, "authentication_failed");

    /// <summary>400 <c>invalid_request</c> that names the member.</summary>
    public static void ShouldName(this Answer answer, string member)
    {
        answer.ShouldBe(HttpStatusCode.BadRequest, "invalid_request");
        answer.Text.ShouldContain(member);
    }
}
