using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Core.Infrastructure;
using Microsoft.AspNetCore.Mvc.Filters;

namespace Passkeys.QuickstartUi.Errors;

/// <summary>
/// Shows the page anew when a form was sent that is not good any more: in another tab the person has signed out, or in as someone else. Nothing of the form is done;
/// the page says how things are now.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class StaleFormStartsAgainAttribute : Attribute, IAlwaysRunResultFilter
{
    public void OnResultExecuting(ResultExecutingContext context)
    {
        if (context.Result is not IAntiforgeryValidationFailedResult)
            return;
        var request = context.HttpContext.Request;
        // The handler is what was not done.
        var query = new QueryBuilder(request.Query.Where(pair => pair.Key != "handler"));
        context.Result = new LocalRedirectResult(request.PathBase + request.Path + query.ToQueryString());
    }

    public void OnResultExecuted(ResultExecutedContext context)
    {
    }
}
