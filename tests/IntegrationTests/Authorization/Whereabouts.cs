using System.Net;
using Microsoft.AspNetCore.WebUtilities;
using Passkeys.Testing.Hosting;
using Shouldly;

namespace Passkeys.IntegrationTests.Authorization;

/// <summary>Where an answer of the authorization endpoint sends the browser.</summary>
internal static class Whereabouts
{
    public static string Location(this Answer answer)
    {
        answer.Status.ShouldBeOneOf([HttpStatusCode.Found, HttpStatusCode.SeeOther], answer.Text);
        return answer.Headers["Location"];
    }

    /// <summary>The parameters with which the browser is sent back to the portal.</summary>
    public static Dictionary<string, string> SentBack(this Answer answer, string to = Portal.RedirectUri)
    {
        var location = answer.Location();
        location.ShouldStartWith($"{to}?");
        return Query(location);
    }

    /// <summary>The portal is told this error.</summary>
    public static void ShouldSendBack(this Answer answer, string error, string to = Portal.RedirectUri)
    {
        var sent = answer.SentBack(to);
        sent.GetValueOrDefault("error").ShouldBe(error, sent.GetValueOrDefault("error_description"));
        sent.ShouldNotContainKey("code");
    }

    /// <summary>The id of what the error page is to say.</summary>
    public static string ErrorId(this Answer answer)
    {
        var location = answer.Location();
        location.ShouldStartWith("/error?errorId=");
        return Query(location)["errorId"];
    }

    /// <summary>A page of the host: the address at which it goes on.</summary>
    public static string ReturnUrlOf(this Answer answer, string page)
    {
        var location = answer.Location();
        location.ShouldStartWith($"{page}?returnUrl=");
        return Query(location)["returnUrl"];
    }

    private static Dictionary<string, string> Query(string location) =>
        QueryHelpers.ParseQuery(location[location.IndexOf('?', StringComparison.Ordinal)..]).ToDictionary(p => p.Key, p => p.Value.ToString(), StringComparer.Ordinal);
}
