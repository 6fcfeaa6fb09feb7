using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ApplicationModels;
using Microsoft.AspNetCore.Mvc.ApplicationParts;
using Microsoft.AspNetCore.Mvc.Razor;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.WebEncoders;
using Passkeys.QuickstartUi.Assets;
using Passkeys.QuickstartUi.Choosing;
using Passkeys.QuickstartUi.Errors;
using Passkeys.QuickstartUi.Headers;
using Passkeys.QuickstartUi.Localization;

namespace Passkeys.QuickstartUi;

/// <summary>Adds the pages to a host: <c>services.AddPasskeysQuickstartUi()</c>, then <c>app.UsePasskeysQuickstartUi()</c> and <c>app.MapPasskeysQuickstartUi()</c>.</summary>
public static class QuickstartUiSetup
{
    private const string Area = "Quickstart";

    // A page of the host at the same address wins over one of these.
    private const int AfterTheHostsOwn = 100;

    /// <summary>Adds the pages, antiforgery and localisation. <c>AddPasskeys()</c> is needed as well.</summary>
    public static IServiceCollection AddPasskeysQuickstartUi(this IServiceCollection services, Action<QuickstartUiOptions>? configure = null)
    {
        services.AddOptions<QuickstartUiOptions>().Configure(configure ?? (_ => { }));
        services.AddSingleton<UiAssets>();
        services.AddLocalization();
        services.AddScoped<PagePool>();
        services.AddScoped<PoolChooser>();
        services.AddRazorPages().ConfigureApplicationPartManager(AddParts);
        services.Configure<RazorPagesOptions>(pages =>
            pages.Conventions.AddAreaFolderApplicationModelConvention(Area, "/", AddFilters));
        services.Configure<RazorPagesOptions>(pages => pages.Conventions.AddAreaFolderRouteModelConvention(Area, "/", StandBack));
        // Parts that pages of the administration share, in whatever folder of it a page is.
        services.Configure<RazorViewEngineOptions>(views => views.AreaPageViewLocationFormats.Add("/Areas/{2}/Pages/Admin/Shared/{0}" + RazorViewEngine.ViewExtension));
        services.AddExceptionHandler<PageFailure>();
        // A failure that ends in a friendly page is a failure still: it is logged.
        services.Configure<ExceptionHandlerOptions>(handler => handler.SuppressDiagnosticsCallback ??= _ => false);
        services.Configure<AntiforgeryOptions>(ConfigureAntiforgery);
        // Arabic and Japanese as they are: as entities they weigh three times as much. What means something in HTML stays encoded.
        services.Configure<WebEncoderOptions>(encoder => encoder.TextEncoderSettings ??= new TextEncoderSettings(UnicodeRanges.All));
        return services;
    }

    // The build writes them into a host's own assembly where it can; a host that is a test, or a library, has none.
    private static void AddParts(ApplicationPartManager manager)
    {
        var assembly = typeof(QuickstartUiSetup).Assembly;
        if (manager.ApplicationParts.Any(part => part.Name == assembly.GetName().Name))
            return;
        foreach (var part in ApplicationPartFactory.GetApplicationPartFactory(assembly).GetApplicationParts(assembly))
            manager.ApplicationParts.Add(part);
    }

    private static void ConfigureAntiforgery(AntiforgeryOptions antiforgery)
    {
        antiforgery.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        // It would allow frames of the same origin; these pages allow none.
        antiforgery.SuppressXFrameOptionsHeader = true;
    }

    private static void AddFilters(PageApplicationModel page)
    {
        page.Filters.Add(new PageHeaders());
        page.Filters.Add(new TypeFilterAttribute(typeof(PageLanguageFilter)));
    }

    private static void StandBack(PageRouteModel page)
    {
        foreach (var selector in page.Selectors)
            selector.AttributeRouteModel?.Order = AfterTheHostsOwn;
    }
}
