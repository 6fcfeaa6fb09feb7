using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace Passkeys.QuickstartUi.Errors;

/// <summary>Leaves the failure of a page without a body, so that the error page fills it. What programs get is the host's own affair.</summary>
internal sealed class PageFailure : IExceptionHandler
{
    public ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken) =>
        ValueTask.FromResult(PageRequest.Is(httpContext.Request));
}
