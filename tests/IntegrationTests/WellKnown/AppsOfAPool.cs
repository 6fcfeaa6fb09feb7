using System.Net;
using System.Text.Json.Nodes;
using Passkeys.IdentityServer.Pools;
using Passkeys.IntegrationTests.Hosts;
using Passkeys.Testing.Hosting;
using Shouldly;
using Xunit;

namespace Passkeys.IntegrationTests.WellKnown;

/// <summary>Apps on devices use a pool's passkeys: the host says which, and their origins count.</summary>
public sealed class AppsOfAPool(SharedHosts hosts)
{
    private const string Fingerprint = "14:6D:E9:83:C5:73:06:50:D8:EE:B9:95:2F:34:FC:64:16:A0:83:42:E6:1D:BE:A8:8A:04:96:B2:3F:CF:44:E5";

    // What the platform puts into the client data for that certificate.
    private const string Origin = "android:apk-key-hash:FG3pg8VzBlDY7rmVLzT8ZBagg0LmHb6oigSWsj_PROU";

    private HostFixture Host => hosts.Sqlite;

    [Fact]
    public async Task Android_is_told_which_apps_may_use_the_passkeys_of_this_host()
    {
        await Host.NewPoolAsync(policy => policy with { AndroidApps = [App("com.example.linked")] });

        var answer = await Host.Caller.GetAsync("/.well-known/assetlinks.json");

        answer.ShouldBe(HttpStatusCode.OK);
        answer.Headers["Content-Type"].ShouldStartWith("application/json");
        var link = JsonNode.Parse(answer.Text)!.AsArray().Single(each => (string?)each!["target"]!["package_name"] == "com.example.linked")!;
        link["relation"]!.AsArray().Select(each => (string)each!).ShouldContain("delegate_permission/common.get_login_creds");
        ((string?)link["target"]!["namespace"]).ShouldBe("android_app");
        link["target"]!["sha256_cert_fingerprints"]!.AsArray().Select(each => (string)each!).ShouldBe([Fingerprint]);
    }

    [Fact]
    public async Task Apple_is_told_which_apps_may_use_the_passkeys_of_this_host()
    {
        await Host.NewPoolAsync(policy => policy with { AppleApps = ["ABCDE12345.com.example.linked"] });

        var answer = await Host.Caller.GetAsync("/.well-known/apple-app-site-association");

        answer.ShouldBe(HttpStatusCode.OK);
        answer.Headers["Content-Type"].ShouldStartWith("application/json");
        answer.Body["webcredentials"]!["apps"]!.AsArray().Select(each => (string)each!).ShouldContain("ABCDE12345.com.example.linked");
    }

    [Theory]
    [InlineData("assetlinks.json")]
    [InlineData("apple-app-site-association")]
    [InlineData("webauthn")]
    public async Task Nothing_is_said_of_a_host_that_no_pool_has(string document)
    {
        using var http = Host.NewBrowser();
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/.well-known/{document}") { Headers = { Host = "elsewhere.example" } };

        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);

        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task The_origin_of_an_app_follows_from_its_certificate()
    {
        var site = await Host.NewPoolAsync(policy => policy with { AndroidApps = [App("com.example.app")] });

        (await SignInFromAsync(site, Origin)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_origin_of_an_app_may_be_listed_instead()
    {
        var site = await Host.NewPoolAsync(policy => policy with { Origins = [Origin] });

        (await SignInFromAsync(site, Origin)).ShouldBe(HttpStatusCode.OK);
        (await Host.Caller.GetAsync("/.well-known/webauthn")).Text.ShouldNotContain("android");
    }

    [Theory]
    [InlineData("android:apk-key-hash:FG3pg8VzBlDY7rmVLzT8ZBagg0LmHb6oigSWsj_PROV")]
    [InlineData("android:apk-key-hash:FG3pg8VzBlDY7rmVLzT8ZBagg0LmHb6oigSWsj_PROU=")]
    [InlineData("android:apk-key-hash:fg3pg8vzbldy7rmvlzt8zbagg0lmhb6oigswsj_prou")]
    public async Task An_app_with_another_certificate_is_refused(string origin)
    {
        var site = await Host.NewPoolAsync(policy => policy with { AndroidApps = [App("com.example.app")] });

        (await SignInFromAsync(site, origin)).ShouldBeRefused();
    }

    [Fact]
    public async Task An_app_of_the_pool_next_door_is_refused()
    {
        await Host.NewPoolAsync(policy => policy with { AndroidApps = [App("com.example.app")] });

        (await SignInFromAsync(await Host.NewPoolAsync(), Origin)).ShouldBeRefused();
    }

    [Theory]
    [InlineData("app", Fingerprint)]
    [InlineData("com.example.app", "14:6D")]
    [InlineData("com.example.app", "")]
    public async Task An_app_that_cannot_be_is_not_saved(string package, string fingerprint) =>
        (await Should.ThrowAsync<IdentityServer.Json.InvalidMemberException>(() =>
            Host.NewPoolAsync(policy => policy with { AndroidApps = [new AndroidApp { PackageName = package, Sha256CertFingerprints = [fingerprint] }] }))).Member.ShouldBe("policy.androidApps");

    private static AndroidApp App(string name) => new() { PackageName = name, Sha256CertFingerprints = [Fingerprint] };

    private static async Task<Answer> SignInFromAsync(Site site, string origin)
    {
        var (phone, _) = await site.NewPersonAsync();
        using var own = phone;
        var ceremony = await site.BeginSignInAsync();
        return await site.FinishSignInAsync(ceremony, phone.Sign(ceremony.Options, draft => draft.Origin = origin));
    }
}
