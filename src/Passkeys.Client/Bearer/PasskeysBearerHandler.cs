using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Passkeys.Client.Policies;

namespace Passkeys.Client.Bearer;

/// <summary>The authentication scheme of access tokens. It runs before a WebSocket is opened, like before any other answer.</summary>
internal sealed class PasskeysBearerHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, BearerAuthentication authentication, UnauthorizedAnswers answers)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    private UnauthorizedReason _refused = UnauthorizedReason.NoToken;

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        switch (await authentication.AuthenticateAsync(Context))
        {
            case TokenOutcome.Accepted accepted:
                return AuthenticateResult.Success(new AuthenticationTicket(accepted.Principal, Scheme.Name));
            case TokenOutcome.Refused refused:
                _refused = refused.Why;
                return AuthenticateResult.Fail($"The token was refused: {refused.Why}.");
            default:
                return AuthenticateResult.NoResult();
        }
    }

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        // A challenge may come without the middleware having authenticated.
        await HandleAuthenticateOnceSafeAsync();
        await answers.WriteAsync(Context, Unmet.In(Context)?.Reason ?? _refused);
    }

    // What a policy of ours found missing can be a matter of authenticating again: 401, RFC 9470 §3.
    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        answers.WriteAsync(Context, Unmet.In(Context)?.Reason ?? UnauthorizedReason.Forbidden);
}
