using ConnectBackend.Accounts;
using Passkeys.Client.Backend;

namespace ConnectBackend.Connect;

/// <summary>The types of connect tokens, and the operation that each stands for.</summary>
internal static class ConnectTokens
{
    public const string Append = "passkey-append";
    public const string Login = "passkey-login";
    public const string List = "passkey-list";
    public const string Delete = "passkey-delete";

    public static readonly string?[] All = [Append, Login, List, Delete];

    /// <summary>The operation, or null where the account has no passkeys for it.</summary>
    public static PasskeyOperation? OperationOf(string type, Account? account) => (type, account) switch
    {
        (Login, _) => PasskeyOperation.AuthenticateAnyone(),
        (Append, { PasskeyUserId: null }) => PasskeyOperation.RegisterAs(account.PasskeyName, account.Email),
        (Append, { PasskeyUserId: { } person }) => PasskeyOperation.RegisterFor(person),
        (List, { PasskeyUserId: { } person }) => PasskeyOperation.ListOf(person),
        (Delete, { PasskeyUserId: { } person }) => PasskeyOperation.DeleteOf(person),
        _ => null,
    };
}
