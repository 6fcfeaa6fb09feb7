using Microsoft.Extensions.DependencyInjection;
using Passkeys.IdentityServer.Transfer.Exports;
using Passkeys.IdentityServer.Transfer.Formats;
using Passkeys.IdentityServer.Transfer.Imports;

namespace Passkeys.IdentityServer.Transfer;

/// <summary>Adds what brings people and credentials in and out.</summary>
internal static class TransferSetup
{
    public static void AddTransfer(this IServiceCollection services)
    {
        services.AddOptions<TransferOptions>().BindConfiguration("Transfer")
            .Validate(o => o.MaxImportBytes > 0, "Transfer: MaxImportBytes must be positive.")
            .Validate(o => o.BatchSize is > 0 and <= TransferOptions.MaxBatchSize, $"Transfer: BatchSize must be from 1 to {TransferOptions.MaxBatchSize}.")
            .ValidateOnStart();
        services.AddSingleton<IImportFormat, PasskeysFormat>();
        services.AddSingleton<IImportFormat, AspNetIdentityFormat>();
        services.AddSingleton<IImportFormat, Fido2Format>();
        services.AddSingleton<IImportFormat, KeycloakFormat>();
        services.AddSingleton<PersonRules>();
        services.AddSingleton<ImportedRows>();
        services.AddScoped<KnownPeople>();
        services.AddScoped<CheckedRecords>();
        services.AddScoped<ImportLeases>();
        services.AddScoped<ImportJobs>();
        services.AddScoped<ValidateImport>();
        services.AddScoped<StoreImport>();
        services.AddScoped<ImportCredentials>();
        services.AddScoped<ICredentialImport>(provider => provider.GetRequiredService<ImportCredentials>());
        services.AddScoped<ExportedPeople>();
        services.AddScoped<ICredentialExport, ExportCredentials>();
        services.AddSingleton<BackgroundImports>();
        services.AddHostedService(provider => provider.GetRequiredService<BackgroundImports>());
    }
}
