using Passkeys.IdentityServer.Transfer;

namespace HostSample.Commands;

/// <summary>How far an import is: a bar at a terminal, and a line every tenth of the way where it is none.</summary>
/// <param name="output">Where it is drawn.</param>
/// <param name="plain">Whether that is no terminal.</param>
internal sealed class ProgressBar(TextWriter output, bool plain) : IProgress<ImportProgress>, IDisposable
{
    private const int Width = 40;

    private int _tenths = -1;
    private bool _drawn;

    public void Report(ImportProgress value)
    {
        if (value.Total == 0)
            return;
        if (plain)
        {
            WriteLine(value);
            return;
        }
        var filled = (int)((long)value.Done * Width / value.Total);
        output.Write($"\r[{new string('#', filled)}{new string('.', Width - filled)}] {value.Done}/{value.Total}");
        _drawn = true;
    }

    public void Dispose()
    {
        if (_drawn)
            output.WriteLine();
        _drawn = false;
    }

    private void WriteLine(ImportProgress value)
    {
        var tenths = (int)((long)value.Done * 10 / value.Total);
        if (tenths == _tenths)
            return;
        _tenths = tenths;
        output.WriteLine($"{value.Done} of {value.Total} records");
    }
}
