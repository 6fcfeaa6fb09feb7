using Microsoft.AspNetCore.Mvc;
using Passkeys.IdentityServer.Administration.People;
using Passkeys.IdentityServer.Administrators;
using Passkeys.IdentityServer.Credentials;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.Users;

namespace Passkeys.QuickstartUi.Areas.Quickstart.Pages.Admin.People;

/// <summary>One person: facts, passkeys, sessions, links, roles, and what can be done to each.</summary>
/// <param name="users">Knows the people.</param>
/// <param name="accounts">Changes accounts.</param>
/// <param name="credentials">Changes how they sign in.</param>
/// <param name="requests">Asks for a second administrator.</param>
/// <param name="roles">Knows and gives roles.</param>
public sealed class AdminUserModel(IAdministeredUsers users, IAccountActs accounts, ICredentialActs credentials, IEnrolmentRequests requests, IAdministratorRoles roles) : PeoplePage
{
    /// <summary>The person's id as it stands in the address.</summary>
    [BindProperty(SupportsGet = true, Name = "userId")]
    public string UserId { get; set; } = "";

    /// <summary>The person.</summary>
    public AdministeredUser Person { get; private set; } = null!;

    /// <summary>Their passkeys.</summary>
    public IReadOnlyList<PasskeyJson> Passkeys { get; private set; } = [];

    /// <summary>Their sessions.</summary>
    public IReadOnlyList<AdministeredSession> Sessions { get; private set; } = [];

    /// <summary>Their roles, as far as the administrator may learn of them.</summary>
    public IReadOnlyList<string> Roles { get; private set; } = [];

    /// <summary>Until when the link that they were given is good, or null for none.</summary>
    public DateTimeOffset? LinkUntil { get; private set; }

    /// <summary>Whether the person was mailed the link that is shown.</summary>
    public bool LinkWasMailed { get; private set; }

    /// <summary>Whether the person holds roles that reach further than the administrator.</summary>
    public bool IsBeyondReach { get; private set; }

    /// <inheritdoc />
    public override bool MayChange => base.MayChange && !IsBeyondReach;

    private CancellationToken Ct => HttpContext.RequestAborted;

    /// <summary>Shows the person.</summary>
    public async Task<IActionResult> OnGetAsync() => await LoadAsync() ?? Page();

    /// <summary>Changes identifier and name.</summary>
    public async Task<IActionResult> OnPostChangeAsync(string? identifier, string? displayName)
    {
        var change = new AccountChange { Identifier = identifier ?? "", DisplayName = displayName?.Trim() ?? "" };
        return await AnswerAsync((await accounts.ChangeAsync(Pool, UserId, change, Administrator, Ct)).Refusal, "PeopleChanged");
    }

    /// <summary>Suspends the account.</summary>
    public async Task<IActionResult> OnPostSuspendAsync(string? confirm) => await UnconfirmedAsync(confirm)
        ?? await AnswerAsync((await accounts.ChangeAsync(Pool, UserId, new AccountChange { Status = UserStatus.Suspended }, Administrator, Ct)).Refusal, "PeopleSuspended");

    /// <summary>Makes the account active.</summary>
    public async Task<IActionResult> OnPostActivateAsync() =>
        await AnswerAsync((await accounts.ChangeAsync(Pool, UserId, new AccountChange { Status = UserStatus.Active }, Administrator, Ct)).Refusal, "PeopleActivated");

    /// <summary>Removes the account.</summary>
    public async Task<IActionResult> OnPostRemoveAsync(string? confirm) => await UnconfirmedAsync(confirm)
        ?? await AnswerAsync((await accounts.RemoveAsync(Pool, UserId, Administrator, Ct)).Refusal, "PeopleRemoved", $"{Request.PathBase}/admin/pools/{Pool.Id}/users");

    /// <summary>Removes a passkey; the last one only where the form said that it is.</summary>
    public async Task<IActionResult> OnPostRemovePasskeyAsync(string? passkeyId, string? confirm, bool last) => await UnconfirmedAsync(confirm)
        ?? await AnswerAsync((await credentials.RemovePasskeyAsync(Pool, UserId, passkeyId ?? "", lastConfirmed: last, Administrator, Ct)).Refusal, "PeoplePasskeyRemoved");

    /// <summary>Ends a session.</summary>
    public async Task<IActionResult> OnPostEndSessionAsync(string? sessionId) =>
        await AnswerAsync((await credentials.EndSessionAsync(Pool, UserId, sessionId ?? "", Administrator, Ct)).Refusal, "PeopleSessionEnded");

    /// <summary>Ends all sessions.</summary>
    public async Task<IActionResult> OnPostEndSessionsAsync() =>
        await AnswerAsync((await credentials.EndSessionsAsync(Pool, UserId, Administrator, Ct)).Refusal, "PeopleSessionsEnded");

    /// <summary>Invites the person.</summary>
    public async Task<IActionResult> OnPostInviteAsync()
    {
        LinkWasMailed = true;
        return await ShowAsync(await credentials.InviteAsync(Pool, UserId, Origin, Administrator, Ct));
    }

    /// <summary>Has the person enrol anew.</summary>
    public async Task<IActionResult> OnPostReEnrolAsync(string? confirm)
    {
        LinkWasMailed = true;
        return await UnconfirmedAsync(confirm) ?? await ShowAsync(await credentials.ReEnrolAsync(Pool, UserId, Origin, Administrator, Ct));
    }

    /// <summary>Makes a link to hand over, or asks a second administrator for it.</summary>
    public async Task<IActionResult> OnPostLinkAsync(int lifetime, bool secondApprover, string? reason)
    {
        var seconds = Math.Clamp(lifetime, (int)EnrolmentRules.Shortest.TotalSeconds, (int)EnrolmentRules.Longest.TotalSeconds);
        if (!secondApprover)
            return await ShowAsync(await credentials.MakeLinkAsync(Pool, UserId, TimeSpan.FromSeconds(seconds), Origin, Administrator, Ct));
        var why = reason?.Replace("\0", "", StringComparison.Ordinal).Trim();
        if (why?.Length > EnrolmentRules.LongestReason)
            why = why[..EnrolmentRules.LongestReason];
        var outcome = await requests.AskAsync(Pool, UserId, TimeSpan.FromSeconds(seconds), string.IsNullOrEmpty(why) ? null : why, Administrator, Ct);
        return await AnswerAsync(outcome.Refusal, "PeopleRequested");
    }

    /// <summary>Gives a role.</summary>
    public async Task<IActionResult> OnPostGiveRoleAsync(string? kind, string? of) =>
        await AnswerAsync((await roles.GiveAsync(Pool, UserId, RoleWords.Compose(kind, of), Administrator, Ct)).Refusal, "PeopleRoleGiven");

    /// <summary>Withdraws a role.</summary>
    public async Task<IActionResult> OnPostWithdrawRoleAsync(string? role) =>
        await AnswerAsync((await roles.WithdrawAsync(Pool, UserId, role ?? "", Administrator, Ct)).Refusal, "PeopleRoleWithdrawn");

    /// <inheritdoc />
    protected override async Task<IActionResult?> LoadAsync()
    {
        if (await users.FindAsync(Pool.Id, UserId, Ct) is not { } person)
            return NotFound();
        Person = person;
        Passkeys = await users.PasskeysAsync(Pool.Id, UserId, Ct);
        Sessions = await users.SessionsAsync(Pool.Id, UserId, Ct);
        var held = await roles.OfAsync(Pool.Id, UserId, Ct);
        Roles = [.. held.Where(Administrator.Reach.MayLearnOf)];
        LinkUntil = await users.LinkExpiryAsync(Pool.Id, UserId, Ct);
        IsBeyondReach = !Administrator.Reach.Covers(AdministratorReach.Of(held));
        return null;
    }

    // The identifier was typed by somebody who reads it on the page.
    private async Task<IActionResult?> UnconfirmedAsync(string? confirm)
    {
        if (await LoadAsync() is { } gone)
            return gone;
        return confirm?.Trim() == Person.Identifier ? null : await ComplainAsync("", "People.NotConfirmed");
    }
}
