using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using Passkeys.Fido2Tests.Attestation;
using Passkeys.IdentityServer.Ceremonies.Verification;
using Passkeys.IdentityServer.Fido2;
using Passkeys.IdentityServer.Fido2.Metadata;
using Passkeys.Testing.Hosting;
using Shouldly;
using Xunit;

namespace Passkeys.Fido2Tests.Metadata;

/// <summary>The BLOB: whose it is, how old it is, where it comes from.</summary>
public sealed class MetadataTests : IDisposable
{
    private readonly AdjustableClock _clock = new();
    private readonly TestBlob _blob = new TestBlob().Add(TestBlob.Model(new Guid("a1a2a3a4-a5a6-a7a8-a9aa-abacadaeafb0"), [TestAuthority.Root().Certificate]));
    private readonly MetadataFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Without_metadata_and_anchors_attestation_is_not_verified() => Verifiers.Plain.VerifiesAttestation.ShouldBeFalse();

    [Fact]
    public void With_metadata_attestation_is_verified() => With(_folder.Place(_blob)).VerifiesAttestation.ShouldBeTrue();

    [Fact]
    public void With_anchors_attestation_is_verified() => With(_folder.PlaceAnchor("vendor.crt", TestAuthority.Root().Pem)).VerifiesAttestation.ShouldBeTrue();

    [Fact]
    public void A_changed_BLOB_is_refused()
    {
        var parts = _blob.Build().Split('.');
        _blob.Number++;
        parts[1] = _blob.Build().Split('.')[1];

        Refused(string.Join('.', parts)).ShouldContain("its signature does not verify");
    }

    [Fact]
    public void A_BLOB_of_a_stranger_is_refused() =>
        Refused(new TestBlob().Build()).ShouldContain("does not lead to a root of the metadata service");

    [Fact]
    public void A_BLOB_signed_by_someone_else_under_the_root_is_refused()
    {
        _blob.SignerName = "someone.example";

        Refused(_blob.Build()).ShouldContain($"not of {TestBlob.Signer}");
    }

    [Theory]
    [InlineData("none")]
    [InlineData("HS256")]
    [InlineData("RS256")]
    public void A_BLOB_with_an_algorithm_that_is_not_its_keys_is_refused(string algorithm) =>
        Refused(_blob.Build(header => { header["alg"] = algorithm; return header; })).ShouldContain("its signature does not verify");

    [Fact]
    public void A_BLOB_without_certificates_is_refused() =>
        Refused(_blob.Build(header => { header.Remove("x5c"); return header; })).ShouldContain("lacks alg or x5c");

    [Fact]
    public void A_BLOB_with_something_critical_in_its_header_is_refused() =>
        Refused(_blob.Build(header => { header["crit"] = new JsonArray("b64"); return header; })).ShouldContain("its header has crit");

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("a.b.c")]
    [InlineData("e30.e30.e30")]
    public void Something_else_is_no_BLOB(string text) => Refused(text).ShouldStartWith("The FIDO metadata cannot be used");

    [Fact]
    public void By_default_it_must_lead_to_the_root_of_the_FIDO_Metadata_Service()
    {
        _folder.Place(_blob);

        Should.Throw<InvalidOperationException>(() => Verifiers.With(options => options.MetadataFile = _folder.BlobFile).VerifiesAttestation)
            .Message.ShouldContain("does not lead to a root of the metadata service");
    }

    [Fact]
    public void An_overdue_BLOB_still_counts() => With(_folder.Place(Overdue(days: 400))).VerifiesAttestation.ShouldBeTrue();

    [Fact]
    public void An_overdue_BLOB_still_counts_when_its_signers_certificate_has_run_out()
    {
        Overdue(days: 10).SignerUntil = _clock.GetUtcNow().AddDays(-5);

        With(_folder.Place(_blob)).VerifiesAttestation.ShouldBeTrue();
    }

    [Fact]
    public async Task A_BLOB_that_is_not_overdue_needs_a_signer_whose_certificate_has_not_run_out_and_the_host_starts_without()
    {
        _blob.SignerUntil = _clock.GetUtcNow().AddDays(-5);
        await using var services = Verifiers.Services(_folder.Place(_blob).Configure, _clock);

        services.GetRequiredService<IWebAuthnVerifier>().VerifiesAttestation.ShouldBeFalse();
        (await HealthAsync(services)).ShouldBe(HealthStatus.Degraded);
    }

    [Fact]
    public void An_overdue_BLOB_counts_no_more_after_the_grace_that_an_operator_gives()
    {
        _folder.Place(Overdue(days: 10));

        Verifiers.With(options => { _folder.Configure(options); options.MetadataGrace = TimeSpan.FromDays(11); }, _clock).VerifiesAttestation.ShouldBeTrue();
        Verifiers.With(options => { _folder.Configure(options); options.MetadataGrace = TimeSpan.FromDays(9); }, _clock).VerifiesAttestation.ShouldBeFalse();
    }

    [Theory]
    [InlineData(-1, HealthStatus.Degraded)]
    [InlineData(2, HealthStatus.Healthy)]
    public async Task Health_says_whether_newer_metadata_is_due(int days, HealthStatus status)
    {
        _blob.NextUpdate = _clock.GetUtcNow().AddDays(days);
        await using var services = Verifiers.Services(_folder.Place(_blob).Configure, _clock);

        (await HealthAsync(services)).ShouldBe(status);
    }

    [Fact]
    public async Task Health_is_no_matter_of_metadata_that_nobody_wants()
    {
        await using var services = Verifiers.Services(_ => { }, _clock);

        (await HealthAsync(services)).ShouldBe(HealthStatus.Healthy);
    }

    [Fact]
    public void The_roots_of_the_FIDO_Metadata_Service_are_here()
    {
        using var resource = typeof(Fido2Setup).Assembly.GetManifestResourceStream("Passkeys.IdentityServer.Fido2.Metadata.fido-mds-roots.pem")!;
        using var reader = new StreamReader(resource);
        var roots = new X509Certificate2Collection();
        roots.ImportFromPem(reader.ReadToEnd());

        roots.Select(root => root.GetNameInfo(X509NameType.SimpleName, forIssuer: false)).ShouldBe(["GlobalSign Root R46", "GlobalSign"]);
        roots.ShouldAllBe(root => root.SubjectName.RawData.SequenceEqual(root.IssuerName.RawData));
    }

    [Fact]
    public async Task A_newer_BLOB_takes_the_place_of_the_former()
    {
        await using var services = Verifiers.Services(_folder.Place(_blob).Configure, _clock);
        var store = services.GetRequiredService<MetadataStore>();
        store.Current!.Number.ShouldBe(7);

        _blob.Number = 8;
        _folder.Place(_blob);
        store.Reload();

        store.Current!.Number.ShouldBe(8);
    }

    [Fact]
    public async Task An_older_BLOB_does_not()
    {
        await using var services = Verifiers.Services(_folder.Place(_blob).Configure, _clock);
        var store = services.GetRequiredService<MetadataStore>();
        store.Current!.Number.ShouldBe(7);

        _blob.Number = 6;
        _folder.Place(_blob);
        store.Reload();

        store.Current!.Number.ShouldBe(7);
    }

    [Fact]
    public async Task One_that_cannot_be_verified_does_not_either()
    {
        await using var services = Verifiers.Services(_folder.Place(_blob).Configure, _clock);
        var store = services.GetRequiredService<MetadataStore>();
        store.Current!.Number.ShouldBe(7);

        await File.WriteAllTextAsync(_folder.BlobFile, new TestBlob { Number = 8 }.Build(), TestContext.Current.CancellationToken);
        store.Reload();

        store.Current!.Number.ShouldBe(7);
    }

    [Fact]
    public async Task A_file_that_is_gone_changes_nothing()
    {
        await using var services = Verifiers.Services(_folder.Place(_blob).Configure, _clock);
        var store = services.GetRequiredService<MetadataStore>();
        store.Current!.Number.ShouldBe(7);

        File.Delete(_folder.BlobFile);
        store.Reload();

        store.Current!.Number.ShouldBe(7);
    }

    [Fact]
    public async Task It_may_come_from_the_distributed_cache()
    {
        var cache = new MemoryDistributedCache(Options.Create(new MemoryDistributedCacheOptions()));
        var builder = new ServiceCollection().AddLogging().AddSingleton<IDistributedCache>(cache);
        Passkeys.IdentityServer.PasskeysServiceCollectionExtensions.AddPasskeys(builder).UseFido2(options =>
        {
            _folder.Place(_blob).Configure(options);
            (options.MetadataFile, options.MetadataCacheKey) = (null, "mds");
        });
        await using var services = builder.BuildServiceProvider();
        var verifier = services.GetRequiredService<IWebAuthnVerifier>();
        verifier.VerifiesAttestation.ShouldBeFalse();

        await cache.SetStringAsync("mds", _blob.Build(), TestContext.Current.CancellationToken);
        services.GetRequiredService<MetadataStore>().Reload();

        verifier.VerifiesAttestation.ShouldBeTrue();
    }

    [Fact]
    public void A_cache_that_cannot_be_reached_leaves_the_host_without_metadata() =>
        Verifiers.With(options => options.MetadataCacheKey = "mds").VerifiesAttestation.ShouldBeFalse();

    [Fact]
    public async Task A_BLOB_that_cannot_be_used_fails_the_start()
    {
        await using var services = Verifiers.Services(_folder.Place(_blob, "no BLOB").Configure, _clock);
        var start = ActivatorUtilities.CreateInstance<MetadataReload>(services);

        await Should.ThrowAsync<InvalidOperationException>(() => start.StartAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public void A_folder_of_anchors_without_certificates_is_refused() =>
        Should.Throw<InvalidOperationException>(() => With(_folder.PlaceAnchor("readme.txt", "none yet")).VerifiesAttestation).Message.ShouldContain("holds no certificates");

    [Fact]
    public void An_anchor_that_is_no_certificate_is_refused() =>
        Should.Throw<InvalidOperationException>(() => With(_folder.PlaceAnchor("vendor.cer", "none")).VerifiesAttestation).Message.ShouldContain("is no certificate");

    private static async Task<HealthStatus> HealthAsync(IServiceProvider services) =>
        (await services.GetRequiredService<HealthCheckService>().CheckHealthAsync(TestContext.Current.CancellationToken)).Entries["fido-metadata"].Status;

    private IWebAuthnVerifier With(MetadataFolder folder) => Verifiers.With(folder.Configure, _clock);

    private TestBlob Overdue(int days)
    {
        _blob.NextUpdate = _clock.GetUtcNow().AddDays(-days);
        return _blob;
    }

    private string Refused(string text) =>
        Should.Throw<InvalidOperationException>(() => With(_folder.Place(_blob, text)).VerifiesAttestation).Message;
}
