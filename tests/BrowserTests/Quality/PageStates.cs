using Passkeys.BrowserTests.Admin;
using Passkeys.BrowserTests.Hosting;
using Passkeys.IdentityServer.Administrators;
using static Microsoft.Playwright.Assertions;

namespace Passkeys.BrowserTests.Quality;

/// <summary>Every page, in every state that a person can bring it into, by a name that is good for a file.</summary>
public static class PageStates
{
    public static IReadOnlyDictionary<string, Func<Visitor, Task>> All { get; } = new Dictionary<string, Func<Visitor, Task>>(StringComparer.Ordinal)
    {
        ["home"] = visitor => visitor.Page.GotoAsync("/"),
        ["home-signed-in"] = SignedInAtHomeAsync,
        ["not-found"] = visitor => visitor.Page.GotoAsync("/there-is-no-such-page"),
        ["choose-pool"] = visitor => visitor.Page.GotoAsync("/account/sign-in"),
        ["sign-in"] = visitor => visitor.OpenOfferingSignInAsync(),
        ["sign-in-invitation"] = visitor => visitor.OpenOfferingSignInAsync("staff"),
        ["sign-in-address-missing"] = SignInAddressMissingAsync,
        ["sign-in-waiting"] = SignInWaitingAsync,
        ["sign-in-cancelled"] = SignInCancelledAsync,
        ["sign-in-orphaned"] = SignInOrphanedAsync,
        ["sign-in-unsupported"] = SignInUnsupportedAsync,
        ["sign-in-method"] = visitor => visitor.EnterIdentifierAsync(),
        ["sign-in-method-both"] = visitor => visitor.EnterIdentifierAsync(HostDatabase.BothPool),
        ["sign-in-moved"] = visitor => visitor.OpenSignInAsync(HostDatabase.MovedPool),
        ["sign-in-too-many"] = TooManyAsync,
        ["recover"] = visitor => visitor.Page.GotoAsync("/account/demo/recover"),
        ["recover-code"] = visitor => visitor.AskForRecoveryAsync(),
        ["recover-passkey"] = visitor => visitor.Page.GotoAsync("/account/demo/recover#code=12345678&identifier=ada@example.com"),
        ["recover-invalid"] = RecoverInvalidAsync,
        ["sign-up-either"] = visitor => visitor.EnterDetailsAsync(HostDatabase.EitherPool),
        ["sign-up-password"] = SignUpPasswordAsync,
        ["sign-up"] = visitor => visitor.Page.GotoAsync("/account/demo/sign-up"),
        ["sign-up-closed"] = visitor => visitor.Page.GotoAsync("/account/staff/sign-up"),
        ["sign-up-captcha"] = visitor => visitor.Page.GotoAsync("/account/acme/sign-up"),
        ["sign-up-captcha-wrong"] = CaptchaWrongAsync,
        ["sign-up-passkey"] = SignUpPasskeyAsync,
        ["sign-up-cancelled"] = SignUpCancelledAsync,
        ["sign-up-code"] = visitor => visitor.SignUpAtAcmeAsync(),
        ["sign-up-code-wrong"] = CodeWrongAsync,
        ["sign-up-done"] = SignUpDoneAsync,
        ["activate"] = visitor => visitor.Page.GotoAsync("/account/acme/activate"),
        ["activate-done"] = ActivateDoneAsync,
        ["enrol"] = visitor => visitor.Page.GotoAsync("/account/staff/enrol#code=some-code"),
        ["enrol-invalid"] = EnrolInvalidAsync,
        ["passkeys"] = MyPasskeysAsync,
        ["passkeys-two"] = TwoPasskeysAsync,
        ["passkeys-duplicate"] = DuplicateAsync,
        ["passkeys-rename"] = RenameAsync,
        ["passkeys-remove"] = RemoveAsync,
        ["passkeys-remove-last"] = RemoveLastAsync,
        ["passkeys-password"] = visitor => PasswordSectionAsync(visitor, HostDatabase.EitherPool),
        ["passkeys-password-dialog"] = PasswordDialogAsync,
        ["passkeys-device"] = DeviceAsync,
        ["passkeys-signed-out"] = RemovedAndSignedOutAsync,
        ["choose-for-app"] = visitor => visitor.SendWithRequestAsync(("acr_values", "")),
        ["sign-in-for-app"] = SignInForAppAsync,
        ["sign-in-is-it-you"] = IsItYouAsync,
        ["sign-in-which-account"] = WhichAccountAsync,
        ["sign-up-for-app"] = visitor => visitor.SendWithRequestAsync(("prompt", "create")),
        ["consent"] = visitor => visitor.ComeToConsentAsync(),
        ["apps"] = AppsAsync,
        ["apps-none"] = NoAppsAsync,
        ["apps-withdraw"] = WithdrawAsync,
        ["apps-withdrawn"] = WithdrawnAsync,
        ["add-passkey"] = AddPasskeyAsync,
        ["add-passkey-moved"] = visitor => AskForPasskeyAsync(visitor, "moved"),
        ["add-passkey-password"] = visitor => AskForPasskeyAsync(visitor, "password"),
        ["add-passkey-done"] = AddPasskeyDoneAsync,
        ["error-for-app"] = visitor => visitor.SendWithRequestAsync(("redirect_uri", visitor.App + "elsewhere")),
        ["sign-out"] = SignOutAsync,
        ["admin-transfer"] = AdminTransferAsync,
        ["admin-transfer-errors"] = AdminTransferErrorsAsync,
        ["admin-transfer-import"] = AdminTransferImportAsync,
        ["admin-applications"] = ApplicationSteps.At(""),
        ["admin-application-new"] = ApplicationSteps.At("/new"),
        ["admin-application-wrong"] = async visitor =>
        {
            await visitor.BecomeAdministratorAsync();
            await visitor.ApplicationWithErrorsAsync();
        },
        ["admin-application-secret"] = ApplicationSteps.OfNew("secret"),
        ["admin-application"] = ApplicationSteps.OfNew(""),
        ["admin-application-edit"] = ApplicationSteps.OfNew("/edit"),
        ["admin-application-secrets"] = ApplicationSteps.OfNew("/secrets"),
        ["admin-application-remove"] = ApplicationSteps.OfNew("/remove"),
        ["admin-application-configured"] = ApplicationSteps.At("/demo-portal"),
        ["sign-out-done"] = visitor => visitor.Page.GotoAsync("/account/sign-out"),
        ["admin-audit"] = visitor => AuditAsync(visitor, $"pools/demo/audit?search={visitor.Identifier}"),
        ["admin-audit-more"] = visitor => AuditAsync(visitor, "pools/demo/audit?client=native-app&actor=anonymous"),
        ["admin-audit-wrong"] = visitor => AuditAsync(visitor, "pools/demo/audit?from=yesterday"),
        ["admin-audit-broken"] = BrokenAuditAsync,
        ["admin-audit-without-pool"] = visitor => AuditAsync(visitor, "audit?reason=none-of-them"),
        ["admin-insight"] = visitor => OpenInsightAsync(visitor, InsightData.BusyPool),
        ["admin-insight-empty"] = visitor => OpenInsightAsync(visitor, InsightData.QuietPool),
        ["admin-forbidden"] = AdminPoolStates.ForbiddenAsync,
        ["admin-confirm"] = AdminPoolStates.At("/admin/confirm"),
        ["admin-step-up"] = AdminPoolStates.StepUpAsync,
        ["admin-pools"] = AdminPoolStates.At("/admin?limit=5"),
        ["admin-pools-none"] = AdminPoolStates.At("/admin?search=there-is-none"),
        ["admin-pool-new"] = AdminPoolStates.At("/admin/pools/new"),
        ["admin-pool-new-wrong"] = AdminPoolStates.WrongAsync,
        ["admin-pool"] = AdminPoolStates.At("/admin/pools/acme"),
        ["admin-settings"] = AdminPoolStates.At("/admin/pools/acme/settings"),
        ["admin-settings-conflict"] = AdminPoolStates.ConflictAsync,
        ["admin-settings-read-only"] = AdminPoolStates.At("/admin/pools/acme/settings/passkeys", AdministratorRole.PoolAuditor(new("acme"))),
        ["admin-settings-sign-in"] = AdminPoolStates.At("/admin/pools/acme/settings/sign-in"),
        ["admin-settings-models"] = AdminPoolStates.At("/admin/pools/acme/settings/models?find=goo"),
        ["admin-settings-limits"] = AdminPoolStates.At("/admin/pools/acme/settings/limits"),
        ["admin-settings-branding"] = AdminPoolStates.At("/admin/pools/acme/settings/branding"),
        ["admin-pool-history"] = AdminPoolStates.At("/admin/pools/acme/history"),
        ["admin-pool-doctor"] = AdminPoolStates.At("/admin/pools/acme/doctor"),
        ["admin-pool-delete"] = AdminPoolStates.At("/admin/pools/globex/delete"),
        ["admin-pool-import"] = AdminPoolStates.At("/admin/pools/import"),
        ["admin-people"] = PeopleAsync,
        ["admin-people-wrong"] = PeopleWrongAsync,
        ["admin-people-link"] = PeopleLinkAsync,
        ["admin-person"] = PersonAsync,
        ["admin-person-unfolded"] = PersonUnfoldedAsync,
        ["admin-people-requests"] = PeopleRequestsAsync,
        ["admin-administrators"] = AdministratorsAsync,
    };

    private static async Task OpenInsightAsync(Visitor visitor, string pool)
    {
        await visitor.BecomeAdministratorAsync();
        await visitor.Page.GotoAsync($"/admin/pools/{pool}/insight");
        await visitor.ShouldSeeHeadingAsync("Insight");
    }

    private static async Task AdminTransferAsync(Visitor visitor)
    {
        await visitor.BecomeAdministratorAsync();
        await visitor.Page.GotoAsync("/admin/pools/acme/transfer");
    }

    private static async Task AdminTransferErrorsAsync(Visitor visitor)
    {
        await AdminTransferAsync(visitor);
        await visitor.CheckFileAsync(TransferFiles.Wrong);
        await Expect(visitor.Page.GetByText("passkeys[0].publicKey")).ToBeVisibleAsync();
    }

    private static async Task AdminTransferImportAsync(Visitor visitor)
    {
        await AdminTransferAsync(visitor);
        await visitor.Page.GetByLabel("Dry run").UncheckAsync();
        await visitor.CheckFileAsync(TransferFiles.Good());
        await Expect(visitor.Page.GetByText("finished")).ToBeVisibleAsync();
    }

    // The button waits for the script to find out what the browser can do.
    private static async Task AddPasskeyAsync(Visitor visitor)
    {
        await visitor.SignInByAnotherDeviceAsync();
        await Expect(visitor.Button("Add a passkey")).ToBeEnabledAsync();
    }

    private static async Task AskForPasskeyAsync(Visitor visitor, string why)
    {
        await visitor.SignUpAndInAsync(pool: HostDatabase.MovedPool);
        await visitor.Page.GotoAsync($"/account/{HostDatabase.MovedPool}/add-passkey?why={why}");
        await Expect(visitor.Button("Add a passkey")).ToBeEnabledAsync();
    }

    private static async Task TooManyAsync(Visitor visitor)
    {
        await visitor.OpenSignInAsync();
        var headers = new Dictionary<string, string> { ["Retry-After"] = "290" };
        await visitor.Page.RouteAsync("**/login/webauthn/options", route => route.FulfillAsync(new() { Status = 429, Headers = headers, Body = """{"code":"too_many_attempts"}""" }));
        await visitor.PressAsync("Sign in with a passkey");
        await visitor.ShouldReadAsync("Too many tries");
    }

    private static async Task RecoverInvalidAsync(Visitor visitor)
    {
        await visitor.Page.GotoAsync($"/account/demo/recover#code=12345678&identifier={visitor.Identifier}");
        await visitor.PressAsync("Create a passkey");
        await visitor.ShouldReadAsync("This code does not fit");
    }

    private static async Task SignUpPasswordAsync(Visitor visitor)
    {
        await visitor.EnterDetailsAsync(HostDatabase.EitherPool);
        await visitor.PressAsync("Use a password instead");
        await visitor.ShouldSeeHeadingAsync("Choose a password");
    }

    private static async Task PasswordSectionAsync(Visitor visitor, string pool)
    {
        await visitor.SignUpAndInAsync("Ada Lovelace", pool);
        await visitor.OpenMyPasskeysAsync();
        await Expect(visitor.Button("Set a password")).ToBeVisibleAsync();
    }

    private static async Task DeviceAsync(Visitor visitor)
    {
        await MyPasskeysAsync(visitor);
        await visitor.PressAsync("Add another device");
        await Expect(visitor.Dialog()).ToBeVisibleAsync();
    }

    private static async Task PasswordDialogAsync(Visitor visitor)
    {
        await PasswordSectionAsync(visitor, HostDatabase.BothPool);
        await visitor.PressAsync("Set a password");
        await Expect(visitor.Dialog()).ToBeVisibleAsync();
    }

    private static async Task SignedInAtHomeAsync(Visitor visitor)
    {
        await visitor.SignUpAndInAsync("Ada Lovelace");
        await visitor.Page.GotoAsync("/");
        await visitor.ShouldSeeHeadingAsync("Hello, Ada Lovelace");
    }

    private static async Task SignInAddressMissingAsync(Visitor visitor)
    {
        await visitor.OpenSignInAsync();
        await visitor.PressAsync("Continue");
        await Expect(visitor.Page.GetByText(visitor.Words["Enter your e-mail address."])).ToBeVisibleAsync();
    }

    private static async Task SignInWaitingAsync(Visitor visitor)
    {
        await visitor.SignUpAsync();
        await visitor.OpenOfferingSignInAsync();
        await visitor.PressAsync("Sign in with a passkey");
        await visitor.ShouldReadAsync("Waiting for your passkey");
    }

    private static async Task SignInCancelledAsync(Visitor visitor)
    {
        await visitor.SignUpAsync();
        await visitor.OpenSignInAsync();
        await visitor.Device.RecogniseUserAsync(false);
        await visitor.PressAsync("Sign in with a passkey");
        await visitor.ShouldReadAsync("Nothing has happened");
    }

    private static async Task SignInOrphanedAsync(Visitor visitor)
    {
        await visitor.RemoveElsewhereAsync(await visitor.SignUpAndInAsync());
        await visitor.OpenSignInAsync();
        await visitor.PressAsync("Sign in with a passkey");
        await visitor.ShouldReadAsync("This passkey is not known any more");
    }

    private static async Task SignInUnsupportedAsync(Visitor visitor)
    {
        await visitor.Page.AddInitScriptAsync("delete window.PublicKeyCredential");
        await visitor.Page.GotoAsync("/account/demo/sign-in");
        await visitor.ShouldReadAsync("Passkeys do not work here");
    }

    private static async Task CaptchaWrongAsync(Visitor visitor)
    {
        await visitor.EnterDetailsAsync("acme", "captcha-wrong");
        await visitor.ShouldReadAsync("The answer was not right");
    }

    private static async Task SignUpPasskeyAsync(Visitor visitor)
    {
        await visitor.EnterDetailsAsync("demo");
        await visitor.ShouldSeeHeadingAsync("Now create your passkey");
    }

    private static async Task SignUpCancelledAsync(Visitor visitor)
    {
        await visitor.EnterDetailsAsync("demo");
        await visitor.Device.RecogniseUserAsync(false);
        await visitor.PressAsync("Create a passkey");
        await visitor.ShouldReadAsync("Nothing has happened");
    }

    private static async Task CodeWrongAsync(Visitor visitor)
    {
        await visitor.SignUpAtAcmeAsync();
        await visitor.Field("Code from the mail").FillAsync("000000");
        await visitor.PressAsync("Confirm");
        await visitor.ShouldReadAsync("This code does not fit");
    }

    private static async Task SignUpDoneAsync(Visitor visitor)
    {
        await visitor.EnterDetailsAsync("demo");
        await visitor.PressAsync("Create a passkey");
        await visitor.ShouldSeeHeadingAsync("Your passkey is ready");
    }

    private static async Task ActivateDoneAsync(Visitor visitor)
    {
        await visitor.SignUpAtAcmeAsync();
        await visitor.Page.GotoAsync("/account/acme/activate");
        await visitor.Field("E-mail address").FillAsync(visitor.Identifier);
        await visitor.Field("Code from the mail").FillAsync(visitor.Host.Mail.Code(visitor.Identifier, "activation"));
        await visitor.PressAsync("Confirm");
        await visitor.ShouldSeeHeadingAsync("Your account is active");
    }

    private static async Task EnrolInvalidAsync(Visitor visitor)
    {
        await visitor.Page.GotoAsync("/account/staff/enrol#code=some-code");
        await visitor.PressAsync("Create a passkey");
        await visitor.ShouldReadAsync("This link is used up or has expired");
    }

    private static async Task MyPasskeysAsync(Visitor visitor)
    {
        await visitor.SignUpAndInAsync("Ada Lovelace");
        await visitor.OpenMyPasskeysAsync();
    }

    private static async Task TwoPasskeysAsync(Visitor visitor)
    {
        await visitor.SignUpAndInAsync("Ada Lovelace");
        await visitor.AddKeyAsync();
        await visitor.OpenMyPasskeysAsync();
    }

    private static async Task DuplicateAsync(Visitor visitor)
    {
        await MyPasskeysAsync(visitor);
        await visitor.PressAsync("Add a passkey");
        await visitor.ShouldReadAsync("You have a passkey here already");
    }

    private static async Task RenameAsync(Visitor visitor)
    {
        await MyPasskeysAsync(visitor);
        await visitor.PressAsync("Rename");
        await Expect(visitor.Dialog()).ToBeVisibleAsync();
    }

    private static async Task RemoveAsync(Visitor visitor)
    {
        await MyPasskeysAsync(visitor);
        await visitor.PressAsync("Remove");
        await Expect(visitor.Dialog()).ToBeVisibleAsync();
    }

    private static async Task RemoveLastAsync(Visitor visitor)
    {
        await MyPasskeysAsync(visitor);
        await visitor.AskToRemoveLastAsync();
    }

    private static async Task RemovedAndSignedOutAsync(Visitor visitor)
    {
        await RemoveLastAsync(visitor);
        await visitor.DialogButton("Remove all the same").ClickAsync();
        await visitor.ShouldReadAsync("The passkey is removed");
    }

    private static async Task SignInForAppAsync(Visitor visitor)
    {
        await visitor.Device.BeTouchedAsync(false);
        await visitor.SendWithRequestAsync(("login_hint", "ada@example.com"));
        await Expect(visitor.Field("E-mail address")).ToHaveValueAsync("ada@example.com");
    }

    private static async Task IsItYouAsync(Visitor visitor)
    {
        await visitor.SignUpAndInAsync("Ada Lovelace");
        await visitor.SendWithRequestAsync(("prompt", "login"));
        await visitor.ShouldSeeHeadingAsync("Confirm it’s you");
    }

    private static async Task WhichAccountAsync(Visitor visitor)
    {
        await visitor.SignUpAndInAsync("Ada Lovelace");
        await visitor.SendWithRequestAsync(("prompt", "select_account"));
        await visitor.ShouldSeeHeadingAsync("Choose an account");
    }

    private static async Task NoAppsAsync(Visitor visitor)
    {
        await visitor.SignUpAndInAsync("Ada Lovelace");
        await visitor.Page.GotoAsync("/apps");
    }

    private static async Task AppsAsync(Visitor visitor)
    {
        await visitor.AllowAsync();
        await visitor.Page.GotoAsync("/apps");
        await visitor.ShouldSeeAppAsync("Demo portal");
    }

    private static async Task WithdrawAsync(Visitor visitor)
    {
        await AppsAsync(visitor);
        await visitor.Page.GetByRole(Microsoft.Playwright.AriaRole.Link, new() { Name = visitor.Words["Withdraw access"] }).ClickAsync();
        await visitor.ShouldSeeHeadingAsync("Withdraw access from Demo portal?");
    }

    private static async Task WithdrawnAsync(Visitor visitor)
    {
        await WithdrawAsync(visitor);
        await visitor.PressAsync("Withdraw access");
        await visitor.ShouldReadAsync("Demo portal has no access any more");
    }

    private static async Task AddPasskeyDoneAsync(Visitor visitor)
    {
        await visitor.SignInByAnotherDeviceAsync();
        await visitor.PressAsync("Add a passkey");
        await visitor.ShouldSeeHeadingAsync("Your passkey is ready");
    }

    private static async Task SignOutAsync(Visitor visitor)
    {
        await visitor.SignUpAndInAsync();
        await visitor.Page.GotoAsync("/account/sign-out");
        await visitor.ShouldSeeHeadingAsync("Sign out?");
    }

    private static async Task AuditAsync(Visitor visitor, string path)
    {
        await visitor.BecomeAdministratorAsync();
        await visitor.Page.GotoAsync("/admin/" + path);
    }

    private static async Task BrokenAuditAsync(Visitor visitor)
    {
        var pool = $"broken-{Guid.CreateVersion7():N}";
        await visitor.Host.AddPoolAsync(pool, "localhost");
        await visitor.Host.BreakAuditAsync(pool);
        await AuditAsync(visitor, $"pools/{pool}/audit");
    }

    private static async Task PeopleAsync(Visitor visitor)
    {
        await visitor.BecomeAdministratorAsync();
        await visitor.OpenPeopleAsync();
        await visitor.ShouldSeeHeadingAsync("People");
    }

    private static async Task PeopleWrongAsync(Visitor visitor)
    {
        await PeopleAsync(visitor);
        await visitor.Field("Identifier").FillAsync(visitor.Identifier);
        await visitor.PressAsync("Add the person");
        await Expect(visitor.Page.GetByRole(Microsoft.Playwright.AriaRole.Alert)).ToBeVisibleAsync();
    }

    private static async Task PeopleLinkAsync(Visitor visitor)
    {
        await visitor.BecomeAdministratorAsync();
        await visitor.OpenPeopleAsync("staff");
        await visitor.Field("Identifier").FillAsync($"invited-{Guid.CreateVersion7():N}@example.test");
        await visitor.PressAsync("Add the person");
        await Expect(visitor.Page.Locator("#link")).ToBeVisibleAsync();
    }

    private static async Task PersonAsync(Visitor visitor)
    {
        await visitor.BecomeAdministratorAsync();
        await visitor.OpenOwnPersonAsync();
    }

    private static async Task PersonUnfoldedAsync(Visitor visitor)
    {
        await PersonAsync(visitor);
        await visitor.Page.EvaluateAsync("() => document.querySelectorAll('details').forEach((part) => { part.open = true; })");
    }

    private static async Task PeopleRequestsAsync(Visitor visitor)
    {
        await PersonAsync(visitor);
        await visitor.UnfoldAsync("Make a link to a new passkey");
        await visitor.Page.Locator("#reason").FillAsync("Lost every device");
        await visitor.Page.Locator("input[name=secondApprover]").CheckAsync();
        await visitor.PressAsync("Make a link to a new passkey");
        await visitor.Page.GotoAsync("/admin/pools/demo/enrolment-requests");
        await visitor.ShouldSeeHeadingAsync("Requests for links");
    }

    private static async Task AdministratorsAsync(Visitor visitor)
    {
        await visitor.BecomeAdministratorAsync();
        await visitor.Page.GotoAsync("/admin/administrators");
        await visitor.ShouldSeeHeadingAsync("Administrators");
    }
}
