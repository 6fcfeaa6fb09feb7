using Microsoft.AspNetCore.Mvc;
using Passkeys.IdentityServer.Engine;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.Sessions;
using Passkeys.QuickstartUi.Choosing;

namespace Passkeys.QuickstartUi.Areas.Quickstart.Pages.Account;

/// <summary>Sign in to a pool: autofill, an identifier, or whichever passkey the person picks; or prove again who one is.</summary>
/// <param name="pools">The pools of the host.</param>
/// <param name="engine">Knows what an application asks for.</param>
/// <param name="chooser">Knows which other pools there are.</param>
/// <param name="visitors">Knows who is signed in.</param>
public sealed class SignInModel(IPools pools, IEngineInteraction engine, PoolChooser chooser, IVisitors visitors) : AppPage(pools, engine, chooser)
{
    private const string SelectAccount = "select_account";

    /// <summary>Whether a person who is signed in wants to use another account.</summary>
    [BindProperty(SupportsGet = true, Name = "another")]
    public string? Another { get; set; }

    /// <summary>The person who is signed in to this pool and may answer, or null.</summary>
    public Visitor? Person { get; private set; }

    /// <summary>What the page asks for.</summary>
    public SignInQuestion Question { get; private set; }

    /// <summary>Whether a password is of use here: the pool has them, and the application does not ask for what a password alone can never be.</summary>
    public bool HasPassword => Methods.HavePassword(Pool) && (PasskeyFollows || Authorization?.AcrValues.Any(value => value is "phr" or "phrh") is not true);

    /// <summary>The RP IDs that the pool had before it moved: their passkeys still sign in.</summary>
    public IReadOnlyList<string> FormerRpIds => Pool.Policy.FormerRpIds;

    /// <summary>Whether a passkey is asked for after the password.</summary>
    public bool PasskeyFollows => Methods.PasskeyFollows(Pool);

    /// <inheritdoc />
    protected override string Name => "sign-in";

    /// <inheritdoc />
    protected override bool Fits(Pool pool) => true;

    /// <inheritdoc />
    protected override async Task<IActionResult?> PrepareAsync()
    {
        if (await base.PrepareAsync() is { } elsewhere)
            return elsewhere;
        if (Authorization is { } request)
        {
            Person = await visitors.FindAsync(HttpContext) is { } visitor && MayAnswer(visitor, request) ? visitor : null;
            Question = QuestionOf(request);
        }
        return null;
    }

    private bool MayAnswer(Visitor visitor, AuthorizationContext request) =>
        visitor.Pool == Pool.Id && (request.Subject is null || request.Subject == visitor.UserId);

    private SignInQuestion QuestionOf(AuthorizationContext request) => request switch
    {
        { Subject: not null } => SignInQuestion.IsItYou,
        _ when request.Prompt.Contains(SelectAccount) && Person is not null && Another is null => SignInQuestion.WhichAccount,
        _ => SignInQuestion.WhoAreYou,
    };
}

/// <summary>What the sign-in page asks for.</summary>
public enum SignInQuestion
{
    /// <summary>Anyone may sign in.</summary>
    WhoAreYou,

    /// <summary>One person has to prove again who they are.</summary>
    IsItYou,

    /// <summary>A person who is signed in goes on, or another one signs in.</summary>
    WhichAccount,
}
