using System.Net;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Passkeys.Client.Backend;
using Passkeys.ClientTests.Hosting;

namespace Passkeys.ClientTests.Backend;

/// <summary>People and invitations by the .NET client, against the sample host.</summary>
public sealed class Administering(RealProvider provider) : IDisposable
{
    private readonly BackEndHost _host = new(provider);

    private PasskeysAdministration Administration => _host.Administration;

    public void Dispose() => _host.Dispose();

    [Fact]
    public async Task A_person_is_made_and_found()
    {
        var identifier = NewName();

        var made = (await Administration.CreateUserAsync(identifier, "Ada")).OrThrow();

        (made.Identifier, made.DisplayName, made.PasskeyCount).ShouldBe((identifier, "Ada", 0));
        (await Administration.GetUserAsync(made.Id)).OrThrow().ShouldBe(made);
    }

    [Fact]
    public async Task A_taken_identifier_is_a_refusal()
    {
        var identifier = NewName();
        (await Administration.CreateUserAsync(identifier)).OrThrow();

        var refused = (await Administration.CreateUserAsync(identifier)).ShouldBeOfType<PasskeysOutcome<PoolPerson>.Refused>();

        (refused.Problem.Status, refused.Problem.Code).ShouldBe((HttpStatusCode.Conflict, "identifier_taken"));
    }

    [Theory]
    [InlineData("nobody")]
    [InlineData("../../pools")]
    [InlineData("a/b?c=d#e")]
    public async Task Nobody_of_an_id_is_a_refusal(string id) =>
        (await Administration.GetUserAsync(id)).ShouldBeOfType<PasskeysOutcome<PoolPerson>.Refused>().Problem.Status.ShouldBe(HttpStatusCode.NotFound);

    [Fact]
    public async Task An_invitation_of_a_pool_without_any_is_a_refusal_and_no_exception()
    {
        var person = (await Administration.CreateUserAsync(NewName())).OrThrow();

        (await Administration.InviteAsync(person.Id)).ShouldBeOfType<PasskeysOutcome<Invitation>.Refused>().Problem.Code.ShouldBe("registration_disabled");
    }

    [Fact]
    public async Task An_invitation_is_accepted_once_at_the_host()
    {
        using var staff = new BackEndHost(provider, "staff");
        var person = (await staff.Administration.CreateUserAsync(NewName())).OrThrow();

        var invitation = (await staff.Administration.InviteAsync(person.Id)).OrThrow();

        invitation.Link.ShouldContain(invitation.Code);
        (await provider.Host.Pool("staff").PostAsync("invitations/accept", new JsonObject { ["code"] = invitation.Code })).OrThrow()["signup"].ShouldNotBeEmpty();
    }

    private static string NewName() => $"{RandomNumberGenerator.GetHexString(12, lowercase: true)}@administration.example";
}
