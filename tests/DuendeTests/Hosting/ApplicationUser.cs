using Microsoft.AspNetCore.Identity;

namespace Passkeys.DuendeTests.Hosting;

/// <summary>A person of the host.</summary>
public sealed class ApplicationUser : IdentityUser;
