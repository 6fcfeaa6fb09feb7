namespace Passkeys.Testing.Hosting;

/// <summary>A host as tests see it from outside, in memory or at an address.</summary>
public interface IHostUnderTest
{
    /// <summary>The origin of the host.</summary>
    string Origin { get; }

    /// <summary>A caller of the host.</summary>
    Caller Caller { get; }

    /// <summary>What the host mailed.</summary>
    MailFolder Mail { get; }
}
