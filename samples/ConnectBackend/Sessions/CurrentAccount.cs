using ConnectBackend.Accounts;

namespace ConnectBackend.Sessions;

/// <summary>Who is signed in to the app.</summary>
internal static class CurrentAccount
{
    public static Account? Of(HttpContext http, SessionStore sessions, AccountStore accounts) =>
        SessionToken.In(http) is { } token && sessions.Find(token) is { } id ? accounts.FindById(id) : null;
}
