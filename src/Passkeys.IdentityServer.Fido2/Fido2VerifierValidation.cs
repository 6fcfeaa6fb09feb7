using Microsoft.Extensions.Options;

namespace Passkeys.IdentityServer.Fido2;

/// <summary>Refuses options that cannot work, at start.</summary>
internal sealed class Fido2VerifierValidation : IValidateOptions<Fido2VerifierOptions>
{
    public ValidateOptionsResult Validate(string? name, Fido2VerifierOptions options)
    {
        var failures = Failures(options).ToList();
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static IEnumerable<string> Failures(Fido2VerifierOptions options)
    {
        if (options is { MetadataFile: not null, MetadataCacheKey: not null })
            yield return "MetadataFile and MetadataCacheKey exclude each other.";
        if (options.MetadataFile is { } file && !File.Exists(file))
            yield return $"MetadataFile '{file}' does not exist.";
        if (options.MetadataRootsFile is { } roots && !File.Exists(roots))
            yield return $"MetadataRootsFile '{roots}' does not exist.";
        if (options.TrustAnchorsFolder is { } folder && !Directory.Exists(folder))
            yield return $"TrustAnchorsFolder '{folder}' does not exist.";
        if (options is { MetadataSigner: null, MetadataRootsFile: null } or { MetadataSigner: "" })
            yield return "MetadataSigner must be a DNS name; it may be null only with MetadataRootsFile.";
        if (options.MetadataReloadInterval <= TimeSpan.Zero)
            yield return "MetadataReloadInterval must be positive.";
        if (options.MetadataGrace < TimeSpan.Zero)
            yield return "MetadataGrace must not be negative.";
    }
}
