using System.Text.Json.Nodes;

namespace Passkeys.Client.Backend;

/// <summary>What a back end administers in a pool: people, their invitations, webhooks. Its client needs the scope <c>passkeys.admin</c>.</summary>
public sealed class PasskeysAdministration
{
    private const string Prefix = "/admin/api/pools/";

    private readonly ProviderApi _api;

    internal PasskeysAdministration(ProviderApi api) => _api = api;

    /// <summary>Makes a person. They get a passkey by an invitation.</summary>
    /// <param name="identifier">Their identifier, such as an e-mail address.</param>
    /// <param name="displayName">The name to show. Null: the identifier.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>The person, or why not.</returns>
    /// <exception cref="PasskeysException">The client may not do this at all.</exception>
    /// <exception cref="HttpRequestException">The provider cannot be reached, or has failed.</exception>
    public Task<PasskeysOutcome<PoolPerson>> CreateUserAsync(string identifier, string? displayName = null, CancellationToken ct = default)
    {
        var body = new JsonObject { ["identifier"] = identifier };
        if (displayName is not null)
            body["displayName"] = displayName;
        return _api.SendAsync<PoolPerson>(HttpMethod.Post, _api.PathOf(Prefix, "users"), body, ct);
    }

    /// <summary>Reads a person.</summary>
    /// <param name="userId">The person.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>The person; refused with 404 when there is nobody of that id.</returns>
    /// <exception cref="PasskeysException">The client may not do this at all.</exception>
    /// <exception cref="HttpRequestException">The provider cannot be reached, or has failed.</exception>
    public Task<PasskeysOutcome<PoolPerson>> GetUserAsync(string userId, CancellationToken ct = default) =>
        _api.SendAsync<PoolPerson>(HttpMethod.Get, _api.PathOf(Prefix, "users", userId), body: null, ct);

    /// <summary>Invites a person to make a passkey; they get a mail too.</summary>
    /// <param name="userId">The person.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>The invitation, or why not.</returns>
    /// <exception cref="PasskeysException">The client may not do this at all.</exception>
    /// <exception cref="HttpRequestException">The provider cannot be reached, or has failed.</exception>
    public Task<PasskeysOutcome<Invitation>> InviteAsync(string userId, CancellationToken ct = default) =>
        _api.SendAsync<Invitation>(HttpMethod.Post, _api.PathOf(Prefix, "users", userId, "invitations"), [], ct);

    /// <summary>Has events of the pool sent to an address.</summary>
    /// <param name="url">The address, such as that of <c>MapPasskeysWebhooks</c>.</param>
    /// <param name="events">Which events. Null: all.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>The webhook with its secret, which is shown this once; or why not.</returns>
    /// <exception cref="PasskeysException">The client may not do this at all.</exception>
    /// <exception cref="HttpRequestException">The provider cannot be reached, or has failed.</exception>
    public Task<PasskeysOutcome<CreatedWebhook>> CreateWebhookAsync(string url, IReadOnlyList<string>? events = null, CancellationToken ct = default)
    {
        var body = new JsonObject { ["url"] = url };
        if (events is not null)
            body["events"] = new JsonArray([.. events.Select(name => (JsonNode)name)]);
        return _api.SendAsync<CreatedWebhook>(HttpMethod.Post, _api.PathOf(Prefix, "webhooks"), body, ct);
    }
}
