using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace Passkeys.DuendeTests.Hosting;

/// <summary>A host that looks at the security stamp with every request.</summary>
public sealed class StrictStampHost : ExistingHostFixture
{
    protected override void Alter(IServiceCollection services) => services.Configure<SecurityStampValidatorOptions>(options => options.ValidationInterval = TimeSpan.Zero);
}
