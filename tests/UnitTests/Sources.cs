namespace Passkeys.UnitTests;

/// <summary>The sources that the tests were built from.</summary>
internal static class Sources
{
    public static string Root { get; } = Find();

    private static string Find()
    {
        for (var directory = new DirectoryInfo(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
        {
            if (File.Exists(Path.Combine(directory.FullName, "Passkeys.IdentityServer.sln")))
                return directory.FullName;
        }

        throw new InvalidOperationException("The tests run outside the repository.");
    }
}
