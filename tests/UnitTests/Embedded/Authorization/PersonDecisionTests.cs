using Passkeys.IdentityServer.Embedded.Authorization;
using Passkeys.IdentityServer.Engine;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.Sessions;
using Passkeys.IdentityServer.Users;
using Shouldly;
using Xunit;

namespace Passkeys.UnitTests.Embedded.Authorization;

/// <summary>Whether the person at hand may answer: the request began ten minutes after the person signed in, a minute ago.</summary>
public sealed class PersonDecisionTests
{
    private static readonly PoolId Demo = new("demo");
    private static readonly DateTimeOffset SignedIn = new(2030, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Started = SignedIn.AddMinutes(10);
    private static readonly DateTimeOffset Now = Started.AddMinutes(1);

    [Fact]
    public void A_session_that_nothing_is_held_against_will_do() => Decide(Request(), Live()).ShouldBeNull();

    [Fact]
    public void Without_a_session_somebody_signs_in() => Decide(Request(), live: null).ShouldBeOfType<NextStep.SignIn>();

    [Fact]
    public void A_person_of_another_pool_will_not_do() =>
        Decide(Request() with { Pools = [new PoolId("acme")] }, Live()).ShouldBeOfType<NextStep.SignIn>().Request.Subject.ShouldBeNull();

    [Fact]
    public void Another_person_than_the_hinted_one_will_not_do() =>
        Decide(Request() with { Subject = "bob", SubjectIsFixed = true }, Live()).ShouldBeOfType<NextStep.SignIn>().Request.Subject.ShouldBe("bob");

    [Fact]
    public void The_hinted_person_will_do() => Decide(Request() with { Subject = "alice", SubjectIsFixed = true }, Live()).ShouldBeNull();

    [Fact]
    public void A_denial_comes_first() =>
        Decide(Request() with { Denial = "access_denied" }, live: null).ShouldBeOfType<NextStep.Refuse>().Error.Code.ShouldBe("access_denied");

    [Fact]
    public void Prompt_login_steps_up() => ShouldStepUp(Decide(Asking(Prompt.Login), Live()));

    [Fact]
    public void Prompt_login_is_satisfied_by_an_authentication_since() => Decide(Asking(Prompt.Login), Live(SinceTheRequest)).ShouldBeNull();

    [Fact]
    public void An_authentication_older_than_max_age_steps_up() => ShouldStepUp(Decide(Request() with { MaxAge = 659 }, Live()));

    [Fact]
    public void An_authentication_as_old_as_max_age_will_do() => Decide(Request() with { MaxAge = 660 }, Live()).ShouldBeNull();

    [Fact]
    public void An_authentication_since_the_request_satisfies_max_age_zero() => Decide(Request() with { MaxAge = 0 }, Live(SinceTheRequest)).ShouldBeNull();

    [Fact]
    public void Phrh_is_not_satisfied_by_phr() => ShouldStepUp(Decide(Request() with { AcrValues = [Acr.PhishingResistantHardware] }, Live()));

    [Fact]
    public void Phr_is_satisfied_by_phrh() =>
        Decide(Request() with { AcrValues = [Acr.PhishingResistant] }, Live(session => session.Acr = Acr.PhishingResistantHardware)).ShouldBeNull();

    [Fact]
    public void Phr_is_not_satisfied_by_no_class_at_all() =>
        ShouldStepUp(Decide(Request() with { AcrValues = [Acr.PhishingResistant] }, Live(session => session.Acr = "")));

    [Fact]
    public void One_class_of_several_will_do() =>
        Decide(Request() with { AcrValues = [Acr.PhishingResistantHardware, Acr.PhishingResistant] }, Live()).ShouldBeNull();

    [Fact]
    public void A_class_that_even_a_new_authentication_does_not_reach_is_refused() =>
        Decide(Request() with { AcrValues = [Acr.PhishingResistantHardware] }, Live(SinceTheRequest))
            .ShouldBeOfType<NextStep.Refuse>().Error.Code.ShouldBe("unmet_authentication_requirements");

    [Fact]
    public void A_step_up_by_means_of_the_hosts_own_is_the_hosts_to_verify() =>
        Decide(SteppingUp(), Live(session => (session.AuthenticatedAt, session.Amr) = (Now, "pwd"), passkey: null)).ShouldBeNull();

    [Fact]
    public void A_step_up_without_user_verification_is_done_again() =>
        Decide(SteppingUp(), Live(session => (session.AuthenticatedAt, session.Amr) = (Now, "pop"))).ShouldBeOfType<NextStep.SignIn>();

    [Fact]
    public void A_step_up_by_somebody_else_is_done_again() =>
        Decide(SteppingUp() with { Subject = "bob" }, Live(SinceTheRequest)).ShouldBeOfType<NextStep.SignIn>();

    [Fact]
    public void A_step_up_is_done_by_an_authentication_since() => Decide(SteppingUp(), Live(SinceTheRequest)).ShouldBeNull();

    [Fact]
    public void Prompt_create_leads_to_the_sign_up() => Decide(Asking(Prompt.Create), Live()).ShouldBeOfType<NextStep.SignUp>();

    [Fact]
    public void Prompt_create_is_satisfied_by_an_authentication_since() => Decide(Asking(Prompt.Create), Live(SinceTheRequest)).ShouldBeNull();

    [Fact]
    public void Prompt_select_account_asks() => Decide(Asking(Prompt.SelectAccount), Live()).ShouldBeOfType<NextStep.SignIn>().Request.Subject.ShouldBeNull();

    [Fact]
    public void Who_chose_the_session_at_hand_goes_on() =>
        Decide(Asking(Prompt.SelectAccount) with { ChosenSession = "session" }, Live()).ShouldBeNull();

    [Fact]
    public void A_choice_of_another_session_is_none() =>
        Decide(Asking(Prompt.SelectAccount) with { ChosenSession = "another" }, Live()).ShouldBeOfType<NextStep.SignIn>();

    [Fact]
    public void An_authentication_since_is_a_choice() => Decide(Asking(Prompt.SelectAccount), Live(SinceTheRequest)).ShouldBeNull();

    [Fact]
    public void Who_makes_way_for_another_is_not_gone_on_with() =>
        Decide(Request() with { PersonChangedAt = Now }, Live()).ShouldBeOfType<NextStep.SignIn>();

    [Fact]
    public void Who_made_way_for_another_is_not_asked_to_step_up() =>
        Decide(Asking(Prompt.Login) with { PersonChangedAt = Now }, Live()).ShouldBeOfType<NextStep.SignIn>().Request.Subject.ShouldBeNull();

    [Fact]
    public void Who_takes_the_place_is_verified_too() =>
        Decide(Asking(Prompt.Login) with { PersonChangedAt = Now }, Live(session => (session.AuthenticatedAt, session.Amr) = (Now, "pop"))).ShouldBeOfType<NextStep.SignIn>();

    [Fact]
    public void An_authentication_for_max_age_is_verified_although_nobody_was_signed_in() =>
        Decide(Request() with { MaxAge = 60 }, Live(session => (session.AuthenticatedAt, session.Amr) = (Now, "pop"))).ShouldBeOfType<NextStep.SignIn>();

    [Fact]
    public void A_sign_in_that_nothing_was_asked_of_needs_no_verification() =>
        Decide(Request(), Live(session => (session.AuthenticatedAt, session.Amr) = (Now, "pop"))).ShouldBeNull();

    [Fact]
    public void With_prompt_none_nobody_signs_in() => ShouldRefuse(Decide(Asking(Prompt.None), live: null), "login_required");

    [Fact]
    public void With_prompt_none_another_than_the_hinted_person_is_refused() =>
        ShouldRefuse(Decide(Asking(Prompt.None) with { Subject = "bob", SubjectIsFixed = true }, Live()), "login_required");

    [Fact]
    public void With_prompt_none_an_authentication_older_than_max_age_is_refused() =>
        ShouldRefuse(Decide(Asking(Prompt.None) with { MaxAge = 60 }, Live()), "login_required");

    [Fact]
    public void With_prompt_none_a_class_that_is_not_reached_is_refused() =>
        ShouldRefuse(Decide(Asking(Prompt.None) with { AcrValues = [Acr.PhishingResistantHardware] }, Live()), "interaction_required");

    private static NextStep? Decide(AuthorizationRequest request, LiveSession? live) => PersonDecision.Needs(request, live, Now);

    private static void ShouldRefuse(NextStep? step, string code) => step.ShouldBeOfType<NextStep.Refuse>().Error.Code.ShouldBe(code);

    private static void ShouldStepUp(NextStep? step)
    {
        var request = step.ShouldBeOfType<NextStep.SignIn>().Request;
        request.Subject.ShouldBe("alice");
        request.SubjectIsFixed.ShouldBeFalse();
        request.IsStepUp.ShouldBeTrue();
    }

    private static void SinceTheRequest(Session session) => session.AuthenticatedAt = Now;

    private static AuthorizationRequest Asking(string prompt) => Request() with { Prompt = [prompt] };

    private static AuthorizationRequest SteppingUp() => Asking(Prompt.Login) with { Subject = "alice", IsStepUp = true };

    private static AuthorizationRequest Request() => new()
    {
        ClientId = "app",
        Target = new ResponseTarget("https://app.example.com/", ResponseMode.Query, State: null),
        Scope = ["openid"],
        CodeChallenge = "challenge",
        Pools = [Demo],
        StartedAt = Started,
    };

    private static LiveSession Live(Action<Session>? deviate = null, string? passkey = "passkey")
    {
        var session = new Session
        {
            Id = "session",
            Pool = Demo,
            UserId = "alice",
            PasskeyId = passkey,
            AuthenticatedAt = SignedIn,
            Amr = "pop user mfa",
            Acr = Acr.PhishingResistant,
            ExpiresAt = SignedIn.AddHours(8),
        };
        deviate?.Invoke(session);
        return new LiveSession(session, new PoolUser { Id = "alice", Pool = Demo, UserHandle = [1] });
    }
}
