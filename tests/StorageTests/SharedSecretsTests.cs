using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Passkeys.IdentityServer;
using Shouldly;
using Xunit;

namespace Passkeys.StorageTests;

/// <summary>What becomes of Data Protection in a host that gets passkeys.</summary>
public class SharedSecretsTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_host_that_has_a_name_for_its_nodes_keeps_it(bool before)
    {
        await using var host = Host(before, theirs => theirs.SetApplicationName("theirs"));

        host.Services.GetRequiredService<IOptions<DataProtectionOptions>>().Value.ApplicationDiscriminator.ShouldBe("theirs");
    }

    [Fact]
    public async Task A_host_without_one_gets_a_name_that_all_nodes_share()
    {
        await using var host = Host(before: true, _ => { });

        host.Services.GetRequiredService<IOptions<DataProtectionOptions>>().Value.ApplicationDiscriminator.ShouldBe("Passkeys.IdentityServer");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_host_that_keeps_its_keys_elsewhere_goes_on_doing_so(bool before)
    {
        await using var host = Host(before, theirs => theirs.PersistKeysToFileSystem(new DirectoryInfo(Path.GetTempPath())));

        host.Services.GetRequiredService<IOptions<KeyManagementOptions>>().Value.XmlRepository!.GetType().Name.ShouldBe("FileSystemXmlRepository");
    }

    [Fact]
    public async Task A_host_that_sees_to_it_itself_is_left_as_it_was()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Services.AddDataProtection();
        var name = Name(builder.Build());
        builder = WebApplication.CreateBuilder();
        builder.Services.AddPasskeys(options => options.ManagesDataProtection = false);
        await using var host = builder.Build();

        Name(host).ShouldBe(name);
        host.Services.GetRequiredService<IOptions<KeyManagementOptions>>().Value.XmlRepository.ShouldBeNull();
    }

    private static string? Name(WebApplication host) => host.Services.GetRequiredService<IOptions<DataProtectionOptions>>().Value.ApplicationDiscriminator;

    // Nothing of it starts.
    private static WebApplication Host(bool before, Action<IDataProtectionBuilder> configure)
    {
        var builder = WebApplication.CreateBuilder();
        if (before)
            configure(builder.Services.AddDataProtection());
        builder.Services.AddPasskeys();
        if (!before)
            configure(builder.Services.AddDataProtection());
        return builder.Build();
    }
}
