namespace Passkeys.IdentityServer.Json;

/// <summary>Input that cannot be read. Thrown where input is parsed and turned into 400 <c>invalid_request</c> at the edge, before anything is spent.</summary>
public sealed class InvalidMemberException : Exception
{
    /// <summary>Names the member and what was expected of it.</summary>
    public InvalidMemberException(string member, string expected)
        : base($"{member}: {expected}")
    {
        Member = member;
    }

    /// <summary>The path of the member, such as <c>credential.response.signature</c>.</summary>
    public string Member { get; }
}
