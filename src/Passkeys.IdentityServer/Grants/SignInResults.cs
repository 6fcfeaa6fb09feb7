using Passkeys.IdentityServer.Ceremonies;
using Passkeys.IdentityServer.Ceremonies.Authentication;

namespace Passkeys.IdentityServer.Grants;

internal sealed class SignInResults(ResultCodes codes, SignedResults results) : ISignInResults
{
    public string? IssueCode(SignInOutcome.Accepted accepted, Caller caller) =>
        accepted.Facts.ClientId is { } clientId ? codes.Issue(accepted, clientId, caller) : null;

    public Task<string> SignAsync(SignInOutcome.Accepted accepted, Caller caller, CancellationToken ct) =>
        results.SignAsync(accepted, accepted.Facts.ClientId!, caller, ct);
}
