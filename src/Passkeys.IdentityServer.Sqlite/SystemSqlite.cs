using System.Reflection;
using System.Runtime.InteropServices;
using SQLitePCL;

namespace Passkeys.IdentityServer.Sqlite;

/// <summary>Makes Microsoft.Data.Sqlite use the operating system's SQLite instead of one from a package.</summary>
internal static class SystemSqlite
{
    // JSON functions, which EF Core needs for JSON columns, are built in from 3.38 on.
    private const int OldestVersion = 3_038_000;

    private static readonly Lazy<bool> Prepared = new(Prepare);

    /// <summary>Prepares it once in the process; further calls do nothing.</summary>
    public static void EnsureReady() => _ = Prepared.Value;

    private static bool Prepare()
    {
        NativeLibrary.SetDllImportResolver(typeof(SQLite3Provider_e_sqlite3).Assembly, LoadSystemLibrary);
        raw.SetProvider(new SQLite3Provider_e_sqlite3());
        if (raw.sqlite3_libversion_number() < OldestVersion)
        {
            throw new PlatformNotSupportedException(
                $"SQLite {raw.sqlite3_libversion().utf8_to_string()} is too old: 3.38 or later is needed. Update the operating system's SQLite, or use PostgreSQL.");
        }

        return true;
    }

    private static nint LoadSystemLibrary(string library, Assembly assembly, DllImportSearchPath? searchPath)
    {
        if (library is not "e_sqlite3")
            return 0;
        foreach (var candidate in Candidates())
        {
            if (NativeLibrary.TryLoad(candidate, out var handle))
                return handle;
        }

        throw new DllNotFoundException(
            $"The operating system has no SQLite library (looked for {string.Join(", ", Candidates())}). On Debian and Ubuntu: apt-get install libsqlite3-0.");
    }

    private static string[] Candidates()
    {
        if (OperatingSystem.IsWindows())
            return ["winsqlite3"];
        return OperatingSystem.IsMacOS() ? ["libsqlite3.dylib"] : ["libsqlite3.so.0", "libsqlite3.so"];
    }
}
