using System.Security.Claims;
using Duende.IdentityServer.Extensions;
using Duende.IdentityServer.Models;

namespace Passkeys.IdentityServer.Duende.Tokens;

/// <summary>A one-time token that was used again.</summary>
internal sealed record SpentToken(string AuditEvent, ClaimsPrincipal Subject, string? SessionId, string ClientId)
{
    public string SubjectId => Subject.GetSubjectId();

    public static SpentToken Of(RefreshToken token) => new(Audit.AuditEvent.RefreshTokenReused, token.Subject, token.SessionId, token.ClientId);

    public static SpentToken Of(AuthorizationCode code) => new(Audit.AuditEvent.AuthorizationCodeReused, code.Subject, code.SessionId, code.ClientId);
}
