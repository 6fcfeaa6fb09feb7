namespace Passkeys.IdentityServer.Administrators;

/// <summary>Marks a call that changes nothing and yet needs what a change needs: the scope and the right to change, and a recent sign-in.</summary>
internal sealed class TreatedAsChange;
