using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Passkeys.Testing.Hosting;

namespace Passkeys.IntegrationTests.Pages.Admin;

/// <summary>A page of the administration as its host has it.</summary>
/// <param name="Template">Its address, with places for what it is about.</param>
/// <param name="Handlers">Its handlers by method; the name of the usual one is null.</param>
internal sealed record GatePage(string Template, ILookup<string, string?> Handlers)
{
    private const string Folder = "/Areas/Quickstart/Pages/Admin/";
    private const string SomeId = "01980000-0000-7000-8000-000000000000";

    /// <summary>Every page there is, whoever wrote it.</summary>
    public static async Task<IReadOnlyList<GatePage>> AllOfAsync(HostFixture host)
    {
        var loader = host.Services.GetRequiredService<PageLoader>();
        var pages = new List<GatePage>();
        foreach (var page in host.Services.GetRequiredService<IActionDescriptorCollectionProvider>().ActionDescriptors.Items.OfType<PageActionDescriptor>())
        {
            if (!page.RelativePath.StartsWith(Folder, StringComparison.Ordinal))
                continue;
            var compiled = await loader.LoadAsync(page, EndpointMetadataCollection.Empty);
            pages.Add(new GatePage(page.AttributeRouteInfo!.Template!, compiled.HandlerMethods.ToLookup(handler => handler.HttpMethod.ToUpperInvariant(), handler => handler.Name)));
        }
        return pages;
    }

    /// <summary>The addresses that are asked for.</summary>
    public IEnumerable<string> Gets(string pool) => AddressesOf("GET", pool).DefaultIfEmpty(AddressOf(pool));

    /// <summary>The addresses that forms are sent to.</summary>
    public IEnumerable<string> Posts(string pool) => AddressesOf("POST", pool);

    /// <summary>The address of the page itself.</summary>
    public string AddressOf(string pool) => string.Join('/', Template.Split('/').Prepend("").Select(part => part.StartsWith('{') ? ValueOf(part, pool) : part));

    private IEnumerable<string> AddressesOf(string method, string pool) =>
        Handlers[method].Select(name => name is null ? AddressOf(pool) : $"{AddressOf(pool)}?handler={name}");

    // What is within a pool need not exist: who may not see it learns nothing of that.
    private static string ValueOf(string part, string pool) => part.Contains("poolId", StringComparison.Ordinal) ? pool : SomeId;
}
