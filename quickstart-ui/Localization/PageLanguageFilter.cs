using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Localization;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;

namespace Passkeys.QuickstartUi.Localization;

/// <summary>
/// Gives every page of this package its language, and nothing else of the host: a filter of these pages, so that an API, the OpenID Provider and the host's own pages
/// keep the culture that the host gives them.
/// </summary>
internal sealed class PageLanguageFilter(IOptions<QuickstartUiOptions> options, IStringLocalizer<Texts> texts, PagePool pagePool) : IAsyncResourceFilter
{
    public async Task OnResourceExecutionAsync(ResourceExecutingContext context, ResourceExecutionDelegate next)
    {
        var http = context.HttpContext;
        var pool = await pagePool.FindAsync(http);
        var offered = LanguageChoice.Offered([.. options.Value.Languages], pool?.Policy.Languages ?? []);
        var (language, provider) = await ChooseAsync(http, offered);
        Apply(http, CultureInfo.GetCultureInfo(language), provider, offered);
        await next();
    }

    private async Task<(string Language, IRequestCultureProvider? Provider)> ChooseAsync(HttpContext http, IReadOnlyList<string> offered)
    {
        foreach (var provider in options.Value.LanguageProviders)
        {
            var wanted = await provider.DetermineProviderCultureResult(http);
            if (LanguageChoice.Best(wanted?.UICultures.Select(tag => tag.ToString()) ?? [], offered) is { } language)
                return (language, provider);
        }

        return (offered[0], null);
    }

    // The culture flows with the execution context: it reaches the page, and ends with it.
    private void Apply(HttpContext http, CultureInfo culture, IRequestCultureProvider? provider, IReadOnlyList<string> offered)
    {
        CultureInfo.CurrentCulture = culture;
        CultureInfo.CurrentUICulture = culture;
        http.Features.Set<IRequestCultureFeature>(new RequestCultureFeature(new RequestCulture(culture), provider));
        http.Features.Set(new PageLanguage(culture, offered));
        // What the texts are in, which is English where a host names a language and brings no texts.
        http.Response.Headers.ContentLanguage = texts["Language.Tag"].Value;
        if (provider is UiLocalesProvider)
            LanguageCookie.Keep(http, culture.Name);
    }
}
