using System.Globalization;

namespace Passkeys.Benchmarks.Load;

/// <summary>What a load run is asked for.</summary>
internal sealed record LoadOptions
{
    public const string Usage = "load [--database sqlite|postgresql] [--seconds 1..600] [--concurrency 1,8,32]";

    private const int MostWorkers = 256;

    /// <summary><c>sqlite</c> (default) or <c>postgresql</c>.</summary>
    public string Database { get; private init; } = "sqlite";

    /// <summary>How long each concurrency is driven. Default 10 seconds.</summary>
    public TimeSpan Duration { get; private init; } = TimeSpan.FromSeconds(10);

    /// <summary>How many workers drive the host at once, one figure after the other. Default 1, 8, 32.</summary>
    public IReadOnlyList<int> Concurrency { get; private init; } = [1, 8, 32];

    /// <exception cref="FormatException">The arguments cannot be read.</exception>
    public static LoadOptions Parse(ReadOnlySpan<string> args)
    {
        var options = new LoadOptions();
        for (; args.Length >= 2; args = args[2..])
            options = options.With(args[0], args[1]);
        return args.IsEmpty ? options : throw new FormatException($"{args[0]} has no value.");
    }

    private LoadOptions With(string name, string value) => (name, value) switch
    {
        ("--database", "sqlite" or "postgresql") => this with { Database = value },
        ("--seconds", _) => this with { Duration = TimeSpan.FromSeconds(Number(value, 600)) },
        ("--concurrency", _) => this with { Concurrency = [.. value.Split(',').Select(one => Number(one, MostWorkers))] },
        _ => throw new FormatException($"{name} {value} is not understood."),
    };

    private static int Number(string text, int most) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= most
            ? number
            : throw new FormatException($"{text}: a number of 1 to {most} is expected.");
}
