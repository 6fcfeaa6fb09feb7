using System.Text.Json.Nodes;

namespace Passkeys.Testing.Hosting;

/// <summary>The mail that a host put into its pickup directory.</summary>
/// <param name="directory">The directory.</param>
public sealed class MailFolder(string directory)
{
    /// <summary>All messages to an address, oldest first.</summary>
    public IReadOnlyList<JsonObject> To(string address) =>
        [.. All().Where(message => string.Equals((string?)message["to"], address, StringComparison.OrdinalIgnoreCase))];

    /// <summary>The code of the newest message of a kind to an address.</summary>
    public string Code(string address, string kind) =>
        (string?)To(address).LastOrDefault(message => (string?)message["kind"] == kind)?["code"]
        ?? throw new InvalidOperationException($"No {kind} mail with a code is there.");

    /// <summary>The first message of a kind to an address, as soon as it is there: some mail is sent in the background.</summary>
    /// <exception cref="TimeoutException">It did not come in 10 seconds.</exception>
    public async Task<JsonObject> ArrivalAsync(string address, string kind)
    {
        Directory.CreateDirectory(directory);
        var arrived = new TaskCompletionSource<JsonObject>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var watcher = new FileSystemWatcher(directory);
        watcher.Created += (_, _) => Look();
        watcher.Renamed += (_, _) => Look();
        watcher.Changed += (_, _) => Look();
        watcher.EnableRaisingEvents = true;
        Look();
        return await arrived.Task.WaitAsync(TimeSpan.FromSeconds(10));

        void Look()
        {
            if (To(address).FirstOrDefault(message => (string?)message["kind"] == kind) is { } message)
                arrived.TrySetResult(message);
        }
    }

    private IEnumerable<JsonObject> All() =>
        Directory.Exists(directory)
            // By the machine's clock: the host's stands still.
            ? new DirectoryInfo(directory).EnumerateFiles("*.json").OrderBy(file => file.LastWriteTimeUtc)
                .Select(file => JsonNode.Parse(File.ReadAllText(file.FullName))!.AsObject())
            : [];
}
