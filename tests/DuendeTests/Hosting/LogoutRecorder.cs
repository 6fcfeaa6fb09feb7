using System.Collections.Concurrent;
using Duende.IdentityServer.Services;
using Passkeys.Testing.Hosting;

namespace Passkeys.DuendeTests.Hosting;

/// <summary>What the host tells applications of logouts, in place of the network.</summary>
public sealed class LogoutRecorder : IBackChannelLogoutHttpClient
{
    private readonly ConcurrentQueue<(string Url, string? Session)> _told = [];

    public Task PostAsync(string url, Dictionary<string, string> payload)
    {
        _told.Enqueue((url, (string?)Tokens.ClaimsOf(payload["logout_token"])["sid"]));
        return Task.CompletedTask;
    }

    /// <summary>How often a client was told of the end of a session.</summary>
    public int CountOf(string clientId, string session) => _told.Count(told => told == (Config.LogoutUriOf(clientId), session));
}
