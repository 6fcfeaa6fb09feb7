using Xunit.Sdk;
using Xunit.v3;

[assembly: Xunit.TestCollectionOrderer(typeof(Passkeys.BrowserTests.Hosting.LongestFirst))]

namespace Passkeys.BrowserTests.Hosting;

/// <summary>Begins with the classes that visit every page: one of them begun last would have the machine to itself for a minute.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    /// <inheritdoc />
    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection =>
        [.. testCollections.OrderBy(collection => !collection.TestCollectionDisplayName.Contains(".Quality.Every", StringComparison.Ordinal))];
}
