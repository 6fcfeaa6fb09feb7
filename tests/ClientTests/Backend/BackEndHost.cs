using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Passkeys.Client;
using Passkeys.Client.Backend;
using Passkeys.ClientTests.Hosting;
using Passkeys.Testing.Authenticators;
using Passkeys.Testing.Hosting;

namespace Passkeys.ClientTests.Backend;

/// <summary>A back end of the sample host's, with the fixtures' clients; and what its browsers do.</summary>
internal sealed class BackEndHost(RealProvider provider, string pool = "demo") : IDisposable
{
    private readonly ServiceProvider _services = Build(provider, _ => { }, pool);

    public PasskeysBackend Backend => _services.GetRequiredService<PasskeysBackend>();

    public PasskeysAdministration Administration => _services.GetRequiredService<PasskeysAdministration>();

    private Site Demo => provider.Demo;

    public static ServiceProvider Build(RealProvider provider, Action<PasskeysBackendOptions> change, string pool = "demo")
    {
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(provider.Host.Clock);
        services.AddPasskeysBackend(options =>
        {
            (options.Authority, options.Pool) = (provider.Host.Origin, pool);
            (options.ClientId, options.ClientSecret) = ("backend", "backend-secret");
            change(options);
        });
        services.AddPasskeysAdministration(options =>
        {
            (options.Authority, options.Pool) = (provider.Host.Origin, pool);
            (options.ClientId, options.ClientSecret) = ("admin-cli", "admin-secret");
        });
        services.ConfigureHttpClientDefaults(client => client.ConfigurePrimaryHttpMessageHandler(provider.NewHandler));
        return services.BuildServiceProvider();
    }

    /// <summary>Somebody new with a passkey, by an operation of this back end.</summary>
    public async Task<(SoftwareAuthenticator Phone, PasskeyPrincipal Person)> NewPersonAsync(string username)
    {
        var phone = Demo.NewPhone();
        var operation = (await Backend.CreateOperationAsync(PasskeyOperation.RegisterAs(username, "Ada"))).OrThrow();
        var code = (await RegisterAsync(phone, operation))["code"];
        return (phone, (await Backend.ExchangeAsync(code)).OrThrow());
    }

    /// <summary>What a page does with an operation of type register.</summary>
    public async Task<Answer> RegisterAsync(SoftwareAuthenticator phone, IssuedOperation operation)
    {
        var ceremony = await Demo.BeginRegistrationAsync(operation.OperationToken);
        return (await Demo.FinishRegistrationAsync(ceremony, phone.Register(ceremony.Options), operation.OperationToken)).OrThrow();
    }

    /// <summary>What a page does with an operation of type authenticate.</summary>
    public async Task<Answer> SignInAsync(SoftwareAuthenticator phone, IssuedOperation operation)
    {
        var begun = (await Demo.PostAsync("login/webauthn/options", new JsonObject(), operation.OperationToken)).OrThrow();
        var ceremony = new Ceremony(begun["ceremony"], begun.Body["publicKey"]!.AsObject());
        return (await Demo.FinishSignInAsync(ceremony, phone.Sign(ceremony.Options))).OrThrow();
    }

    public void Dispose() => _services.Dispose();
}
