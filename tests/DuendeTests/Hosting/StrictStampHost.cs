using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace Passkeys.DuendeTests.Hosting;

/// <summary>A host that looks at the security stamp with every request.</summary>
public sealed class StrictStampHost : ExistingHostFixture
{
    protected override void AddServices(WebApplicationBuilder builder)
    {
        base.AddServices(builder);
        builder.Services.Configure<SecurityStampValidatorOptions>(options => options.ValidationInterval = TimeSpan.Zero);
    }
}
