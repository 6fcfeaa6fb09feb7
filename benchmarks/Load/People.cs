using System.Globalization;
using Passkeys.Testing.Authenticators;
using Passkeys.Testing.Hosting;

namespace Passkeys.Benchmarks.Load;

/// <summary>Someone with a passkey.</summary>
/// <param name="Identifier">Their identifier.</param>
/// <param name="Phone">Their authenticator.</param>
internal sealed record Person(string Identifier, SoftwareAuthenticator Phone);

/// <summary>The people of a load run.</summary>
internal static class People
{
    private const int Fewest = 32;

    /// <summary>Signs up at least one person a worker, so that no authenticator is used by two at once.</summary>
    public static async Task<IReadOnlyList<Person>> SignUpAsync(Site site, int workers, CancellationToken ct)
    {
        var people = new List<Person>();
        while (people.Count < Math.Max(Fewest, workers))
        {
            ct.ThrowIfCancellationRequested();
            var identifier = string.Create(CultureInfo.InvariantCulture, $"load-{people.Count}@example.com");
            var phone = site.NewPhone();
            phone.Algorithms = [CoseAlgorithm.ES256];
            await site.SignUpAsync(identifier, phone);
            people.Add(new Person(identifier, phone));
        }

        return people;
    }
}
