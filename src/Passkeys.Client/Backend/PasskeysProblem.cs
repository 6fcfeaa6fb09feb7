using System.Net;

namespace Passkeys.Client.Backend;

/// <summary>A refusal of the provider's, from its problem details (RFC 9457).</summary>
/// <param name="Status">The status code.</param>
/// <param name="Code">The stable code, such as <c>invalid_code</c>; empty when the answer has none.</param>
/// <param name="Title">What it means, for developers.</param>
/// <param name="Detail">More of it, or null.</param>
/// <param name="RetryAfter">How long to wait, where the answer says it (429).</param>
public sealed record PasskeysProblem(HttpStatusCode Status, string Code, string? Title, string? Detail, TimeSpan? RetryAfter);
