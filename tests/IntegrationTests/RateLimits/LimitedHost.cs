using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Passkeys.IdentityServer.Storage;
using Passkeys.IntegrationTests.RoundTrips;
using Passkeys.IntegrationTests.Storage;
using Passkeys.Testing.Hosting;
using Xunit;

namespace Passkeys.IntegrationTests.RateLimits;

/// <summary>A host with narrow limits, whose callers have addresses. In memory nobody has one, so a header of the tests gives it.</summary>
public sealed class LimitedHost : IAsyncLifetime
{
    public const int PerAddress = 4;
    public const int PerIdentifierAndAddress = 2;
    public const int PerPool = 3;

    private const string AddressHeader = "Test-Address";

    private static readonly Dictionary<string, string?> Settings = new()
    {
        ["RateLimits:AnonymousCallsPerAddress"] = PerAddress.ToString(CultureInfo.InvariantCulture),
        ["RateLimits:SignInsPerIdentifierAndAddress"] = PerIdentifierAndAddress.ToString(CultureInfo.InvariantCulture),
        ["RateLimits:CostlyCallsPerPool"] = PerPool.ToString(CultureInfo.InvariantCulture),
    };

    private int _addresses;

    public LimitedHost() => Host = new HostFixture(TestDatabase.Sqlite(), Settings)
    {
        Alter = services =>
        {
            TranslatesForSqlServer.In(services);
            services.AddSingleton<IStartupFilter, Addresses>();
            services.ConfigureDbContext<PasskeysDbContext>(options => options.AddInterceptors(Trips.Interceptors));
        },
    };

    public HostFixture Host { get; }

    public TripCounter Trips { get; } = new();

    /// <summary>An address that nobody else in the tests has.</summary>
    public string NewAddress() => $"192.0.2.{Interlocked.Increment(ref _addresses)}";

    public Task<Answer> BeginAsync(string address, string? identifier = null, string pool = "demo") =>
        PostAsync(address, $"/identity/{pool}/login/webauthn/options", identifier is null ? [] : new JsonObject { ["identifier"] = identifier });

    public async Task<Answer> PostAsync(string address, string path, JsonObject body, string? bearer = null)
    {
        using var client = Host.NewBrowser();
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = Caller.Json(body.ToJsonString()) };
        request.Headers.Add(AddressHeader, address);
        if (bearer is not null)
            request.Headers.Authorization = new("Bearer", bearer);
        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        return await Answer.ReadAsync(response);
    }

    public async ValueTask InitializeAsync() => await Host.StartAsync();

    public ValueTask DisposeAsync() => Host.DisposeAsync();

    private sealed class Addresses : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use((http, rest) =>
            {
                if (http.Request.Headers.TryGetValue(AddressHeader, out var address))
                    http.Connection.RemoteIpAddress = IPAddress.Parse(address.ToString());
                return rest(http);
            });
            next(app);
        };
    }
}
