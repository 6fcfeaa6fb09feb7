using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Shouldly;

namespace Passkeys.IntegrationTests.Webhooks;

/// <summary>Whoever is told: takes what is posted, and answers as a test says.</summary>
internal sealed class Receiver : HttpMessageHandler
{
    private readonly ConcurrentQueue<Told> _told = [];

    /// <summary>What it answers with.</summary>
    public HttpStatusCode Answer { get; set; } = HttpStatusCode.OK;

    /// <summary>What it does before, if anything.</summary>
    public Func<CancellationToken, Task>? Before { get; set; }

    public IReadOnlyList<Told> All => [.. _told];

    public IReadOnlyList<Told> Of(string type) => [.. _told.Where(told => told.Type == type)];

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        string Header(string name) => request.Headers.GetValues(name).Single();
        request.Content!.Headers.ContentType!.MediaType.ShouldBe("application/json");
        var body = await request.Content.ReadAsStringAsync(cancellationToken);
        _told.Enqueue(new Told(request.RequestUri!, Header("webhook-id"), Header("webhook-timestamp"), Header("webhook-signature"), body));
        if (Before is not null)
            await Before(cancellationToken);
        return new HttpResponseMessage(Answer);
    }
}

/// <summary>One event as it came.</summary>
internal sealed record Told(Uri Url, string Id, string Timestamp, string Signature, string Text)
{
    public JsonObject Body { get; } = JsonNode.Parse(Text)!.AsObject();

    public string Type => (string)Body["type"]!;

    /// <summary>As the libraries of Standard Webhooks verify it.</summary>
    public bool IsSignedWith(string secret)
    {
        var key = Convert.FromBase64String(secret["whsec_".Length..]);
        return Signature == "v1," + Convert.ToBase64String(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{Id}.{Timestamp}.{Text}")));
    }
}
