using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Passkeys.IdentityServer.Administration;
using Passkeys.IdentityServer.Administration.People;
using Passkeys.IdentityServer.Administration.Pools;
using Passkeys.IdentityServer.Administration.Trail;
using Passkeys.IdentityServer.Administrators;
using Passkeys.IdentityServer.Applications;
using Passkeys.IdentityServer.Audit;
using Passkeys.IdentityServer.Ceremonies;
using Passkeys.IdentityServer.Ceremonies.Authentication;
using Passkeys.IdentityServer.Ceremonies.Registration;
using Passkeys.IdentityServer.Ceremonies.Verification;
using Passkeys.IdentityServer.Credentials;
using Passkeys.IdentityServer.Devices;
using Passkeys.IdentityServer.Engine;
using Passkeys.IdentityServer.Grants;
using Passkeys.IdentityServer.Insight;
using Passkeys.IdentityServer.Mail;
using Passkeys.IdentityServer.Operations;
using Passkeys.IdentityServer.Passwords;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.RateLimits;
using Passkeys.IdentityServer.Recovery;
using Passkeys.IdentityServer.Sessions;
using Passkeys.IdentityServer.SignUp;
using Passkeys.IdentityServer.Storage;
using Passkeys.IdentityServer.Transfer;
using Passkeys.IdentityServer.Users;
using Passkeys.IdentityServer.Webhooks;

namespace Passkeys.IdentityServer;

/// <summary>Adds the extension to a host.</summary>
public static class PasskeysServiceCollectionExtensions
{
    /// <summary>Adds the extension. A database and an engine follow: <c>.UseSqlite(...)</c>, <c>.UseEmbeddedProvider(...)</c>.</summary>
    public static PasskeysBuilder AddPasskeys(this IServiceCollection services, Action<PasskeysOptions>? configure = null)
    {
        AddOptions(services, configure);
        AddHosting(services);
        AddStorage(services);
        AddCeremonies(services);
        AddFeatures(services);
        AddBackEnds(services);
        AddAdministration(services);
        return new PasskeysBuilder(services);
    }

    private static void AddOptions(IServiceCollection services, Action<PasskeysOptions>? configure) =>
        services.AddOptions<PasskeysOptions>()
            .Configure(configure ?? (_ => { }))
            .Validate(o => o.PublicOrigin is null || OriginRule.IsOrigin(o.PublicOrigin), "PublicOrigin must be an origin: scheme, host and port, and nothing behind.")
            .Validate(o => o.RecentAuthentication > TimeSpan.Zero, "RecentAuthentication must be positive.")
            .Validate(o => o.AdministratorAuthentication > TimeSpan.Zero, "AdministratorAuthentication must be positive.")
            .Validate(o => o.SignUpLifetime > TimeSpan.Zero, "SignUpLifetime must be positive.")
            .Validate(o => o.ResultCodeLifetime > TimeSpan.Zero, "ResultCodeLifetime must be positive.")
            .Validate(o => o.ResultLifetime > TimeSpan.Zero && o.ResultLifetime <= TimeSpan.FromMinutes(5), "ResultLifetime must be positive and at most 5 minutes.")
            .Validate(o => o.OperationLifetime > TimeSpan.Zero && o.OperationLifetime <= TimeSpan.FromMinutes(5), "OperationLifetime must be positive and at most 5 minutes.")
            .Validate(o => o.SessionLifetime > TimeSpan.Zero, "SessionLifetime must be positive.")
            .Validate(o => o.TokenSessionLifetime > TimeSpan.Zero, "TokenSessionLifetime must be positive.")
            .Validate(o => o.ActivationCodeLifetime > TimeSpan.Zero, "ActivationCodeLifetime must be positive.")
            .Validate(o => o.RecoveryCodeLifetime > TimeSpan.Zero, "RecoveryCodeLifetime must be positive.")
            .Validate(o => o.InvitationLifetime > TimeSpan.Zero, "InvitationLifetime must be positive.")
            .Validate(o => o.DeviceCodeLifetime > TimeSpan.Zero, "DeviceCodeLifetime must be positive.")
            .Validate(o => o.PendingAccountLifetime >= o.ActivationCodeLifetime, "PendingAccountLifetime must not be shorter than ActivationCodeLifetime.")
            .ValidateOnStart();

    private static void AddHosting(IServiceCollection services)
    {
        services.AddCors();
        services.Decorate<ICorsPolicyProvider>((_, others) => new PoolCors(others));
        services.AddScoped<SessionCookieEvents>();
        services.AddAuthentication().AddCookie(PasskeysAuthentication.Scheme);
        // A host with a default of its own keeps it.
        services.AddOptions<AuthenticationOptions>().PostConfigure(authentication => authentication.DefaultScheme ??= PasskeysAuthentication.Scheme);
        services.AddOptions<CookieAuthenticationOptions>(PasskeysAuthentication.Scheme)
            .Configure<IHostEnvironment, IOptions<PasskeysOptions>>(ConfigureCookie);
        services.AddSharedSecrets();
        services.AddRateLimits();
        services.TryAddSingleton(TimeProvider.System);
    }

    // Lax, because the way back from an application's site must find the person signed in. __Host- wherever there is https.
    private static void ConfigureCookie(CookieAuthenticationOptions cookie, IHostEnvironment environment, IOptions<PasskeysOptions> options)
    {
        var development = environment.IsDevelopment();
        cookie.Cookie.Name = development ? "passkeys.session" : "__Host-passkeys.session";
        cookie.Cookie.HttpOnly = true;
        cookie.Cookie.SameSite = SameSiteMode.Lax;
        cookie.Cookie.SecurePolicy = development ? CookieSecurePolicy.SameAsRequest : CookieSecurePolicy.Always;
        cookie.ExpireTimeSpan = options.Value.SessionLifetime;
        cookie.SlidingExpiration = false;
        cookie.EventsType = typeof(SessionCookieEvents);
        cookie.LoginPath = "/account/sign-in";
        cookie.LogoutPath = "/account/sign-out";
        cookie.AccessDeniedPath = "/error";
    }

    private static void AddStorage(IServiceCollection services)
    {
        services.TryAddSingleton<ILookupNormalizer, UpperInvariantLookupNormalizer>();
        services.AddOptions<ExpiredRowsOptions>().BindConfiguration("ExpiredRows")
            .Validate(o => o.Interval > TimeSpan.Zero && o.BatchSize > 0, "ExpiredRows: Interval and BatchSize must be positive.")
            .ValidateOnStart();
        services.AddHostedService<ExpiredRowsService>();
        services.AddSingleton<CommitInterceptor>();
        services.ConfigureDbContext<PasskeysDbContext>((provider, options) => options.AddInterceptors(provider.GetRequiredService<CommitInterceptor>()));
        services.AddScoped(provider => new AfterCommit(provider.GetRequiredService<PasskeysDbContext>(), provider.GetRequiredService<CommitInterceptor>()));
        services.AddScoped<OneTimeClaims>();
        services.AddScoped<IPools, StoredPools>();
        services.AddSingleton<PoolRules>();
        services.AddSingleton<FormerRelyingParties>();
        services.AddSingleton<PoolRulesInterceptor>();
        services.ConfigureDbContext<PasskeysDbContext>((provider, options) => options.AddInterceptors(provider.GetRequiredService<PoolRulesInterceptor>()));
        services.AddHostedService<UnmetPools>();
        services.AddScoped<PoolUsers>();
        services.AddScoped<StoredPasskeys>();
        services.AddScoped<ConcealedCredentials>();
        services.AddScoped<StoredSessions>();
        services.AddScoped<EngineSessions>();
        services.AddScoped<IEngineSessions>(provider => provider.GetRequiredService<EngineSessions>());
        services.AddScoped<IAuditOutbox, WebhookOutbox>();
        services.AddScoped(provider => new AuditTrail(
            provider.GetRequiredService<PasskeysDbContext>(),
            provider.GetRequiredService<AfterCommit>(),
            provider.GetRequiredService<IAuditOutbox>(),
            provider.GetRequiredService<AuditSignal>(),
            provider.GetServices<IAuditObserver>(),
            provider.GetRequiredService<TimeProvider>()));
        services.AddAuditChains();
        services.AddWebhooks();
    }

    private static void AddCeremonies(IServiceCollection services)
    {
        services.AddSingleton<CeremonyFeed>();
        services.AddHostedService(provider => provider.GetRequiredService<CeremonyFeed>());
        services.AddSingleton(provider => new CeremonyTelemetry(
            provider.GetRequiredService<IMeterFactory>(), provider.GetRequiredService<CeremonyFeed>(), provider.GetRequiredService<IUsage>(), provider.GetRequiredService<TimeProvider>()));
        services.AddScoped<RegistrationGates>();
        services.AddScoped<UnknownCredentials>();
        services.AddSingleton<AuthenticatorNames>();
        services.AddSingleton<SealedEnvelope>();
        services.AddSingleton<CeremonyFactory>();
        services.TryAddSingleton<IWebAuthnVerifier, PasskeyHandlerVerifier>();
        services.AddSingleton<IVerifierAbilities>(provider => provider.GetRequiredService<IWebAuthnVerifier>());
        services.AddSingleton<DecoyCredentials>();
        services.AddSingleton<NewPasskey>();
        services.AddScoped<BeginAuthentication>();
        services.AddScoped<CompleteAuthentication>();
        services.AddScoped<BeginRegistration>();
        services.AddScoped<CompleteRegistration>();
        services.AddScoped<AddPasskey>();
        services.AddScoped<RemovePasskey>();
        services.AddScoped<RenamePasskey>();
    }

    private static void AddBackEnds(IServiceCollection services)
    {
        services.AddScoped<CurrentClient>();
        services.AddScoped<OperationTokens>();
        services.AddScoped<IOperationTokens>(provider => provider.GetRequiredService<OperationTokens>());
        services.AddScoped<OperationRequests>();
        services.AddScoped<UpdateAccount>();
        services.AddScoped<RegisterByOperation>();
        services.Decorate<IRegistrationAuthorities, OperationAuthorities>();
        services.AddScoped<SignedResultCheck>();
        services.AddScoped<Principals>();
    }

    private static void AddFeatures(IServiceCollection services)
    {
        services.AddScoped<CurrentPerson>();
        services.AddScoped<ISignOut, SignOut>();
        services.AddScoped<IHostSignIn, HostSignIn>();
        services.TryAddSingleton<IEngineSignIn, CookieSignIn>();
        services.AddSingleton<IVisitors, Visitors>();
        services.AddScoped<ResultCodes>();
        services.AddScoped<SignedResults>();
        services.AddScoped<ISignInResults, SignInResults>();
        services.AddScoped<IPasskeyGrant, PasskeyGrant>();
        services.AddScoped<OneTimeCodes>();
        services.AddSingleton<OutOfBand>();
        services.AddHostedService(provider => provider.GetRequiredService<OutOfBand>());
        services.AddScoped<Post>();
        services.AddScoped<MailedCodes>();
        services.AddScoped<SignUpMail>();
        services.AddScoped<UnclaimedNames>();
        services.AddScoped<VerifyRecovery>();
        services.AddSingleton<PasswordHashing>();
        services.AddScoped<PasswordCheck>();
        services.AddScoped<PasswordSignIn>();
        services.AddScoped<OwnPassword>();
        services.AddScoped<RegisterPassword>();
        services.AddScoped<OwnerNotice>();
        services.AddScoped<SignUpTickets>();
        services.AddScoped<StartSignUp>();
        services.AddScoped<NewAccount>();
        services.AddScoped<EnrolAccount>();
        services.AddScoped<CompleteSignUp>();
        services.AddScoped<Activation>();
        services.AddScoped<Invitations>();
        services.AddScoped<IRegistrationAuthorities, RegistrationAuthorities>();
        services.AddScoped<InviteDevice>();
        AddMail(services);
        AddCaptcha(services);
    }

    private static void AddAdministration(IServiceCollection services)
    {
        services.AddScoped<StoredAdministrators>();
        services.AddScoped<IAdministrators>(provider => provider.GetRequiredService<StoredAdministrators>());
        services.AddScoped<IActorNames, ActorNames>();
        services.AddScoped<IFirstAdministrator, FirstAdministrator>();
        services.AddPoolAdministration();
        services.AddApplications();
        services.AddPeopleAdministration();
        services.AddAdministeredAudit();
        services.AddInsight();
        services.AddTransfer();
    }

    private static void AddMail(IServiceCollection services)
    {
        services.AddOptions<MailOptions>().BindConfiguration("Mail").ValidateOnStart();
        services.AddSingleton<IValidateOptions<MailOptions>, MailOptionsValidation>();
        services.AddSingleton<SmtpMail>();
        services.AddSingleton<MailQueue>();
        services.AddHostedService(provider => provider.GetRequiredService<MailQueue>());
        services.AddSingleton<PickupDirectoryMail>();
        services.TryAddSingleton<IMailSender>(provider => provider.GetRequiredService<IOptions<MailOptions>>().Value.Host is null
            ? provider.GetRequiredService<PickupDirectoryMail>()
            : provider.GetRequiredService<MailQueue>());
    }

    private static void AddCaptcha(IServiceCollection services)
    {
        services.AddOptions<CaptchaOptions>().BindConfiguration("Captcha").ValidateOnStart();
        services.AddSingleton<IValidateOptions<CaptchaOptions>, CaptchaOptionsValidation>();
        services.AddHttpClient(SiteverifyCaptcha.ClientName, client => client.MaxResponseContentBufferSize = SiteverifyCaptcha.LongestAnswer)
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
            .RemoveAllLoggers();
        services.TryAddSingleton<ICaptcha>(provider => provider.GetRequiredService<IOptions<CaptchaOptions>>().Value.VerifyUrl is null
            ? new NoCaptcha()
            : ActivatorUtilities.CreateInstance<SiteverifyCaptcha>(provider));
    }
}
