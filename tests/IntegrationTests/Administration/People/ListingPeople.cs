using System.Buffers.Text;
using System.Net;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.Users;
using Passkeys.IntegrationTests.Hosts;
using Passkeys.Testing.Hosting;
using Shouldly;
using Xunit;

namespace Passkeys.IntegrationTests.Administration.People;

/// <summary>The list of a pool's people, by parts and by search, on either database.</summary>
public sealed class ListingPeople(SharedHosts hosts)
{
    private HostFixture _host = null!;
    private Site _site = null!;
    private string _bearer = "";

    public static TheoryData<string> Databases { get; } = ["Sqlite", "PostgreSql"];

    [Theory, MemberData(nameof(Databases))]
    public async Task Everybody_is_listed_once_in_the_order_of_their_identifiers(string database)
    {
        await OpenAsync(database, "zoe@example.com", "Ada@example.com", "éva@example.com", "bob@example.com", "ada2@example.com");

        (await WalkAsync("", limit: 2)).ShouldBe(["ada2@example.com", "Ada@example.com", "bob@example.com", "zoe@example.com", "éva@example.com"]);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_search_finds_what_begins_so_by_identifier_and_then_by_name(string database)
    {
        await OpenAsync(database, "ada@example.com|Zed", "lovelace@example.com|Ada Lovelace", "adam@example.com|Adam", "bob@example.com|ada Byron", "zadar@example.com|Zadar");

        (await WalkAsync("&search=ADA", limit: 1)).ShouldBe(["ada@example.com", "adam@example.com", "bob@example.com", "lovelace@example.com"]);
        (await WalkAsync("&search=ada", limit: 50)).ShouldBe(["ada@example.com", "adam@example.com", "bob@example.com", "lovelace@example.com"]);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task What_stands_for_anything_elsewhere_stands_for_itself(string database)
    {
        await OpenAsync(database, "100%@example.com", "100@example.com", "a_b@example.com", "axb@example.com");

        (await WalkAsync("&search=100%25", limit: 50)).ShouldBe(["100%@example.com"]);
        (await WalkAsync("&search=a_", limit: 50)).ShouldBe(["a_b@example.com"]);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task People_of_one_name_are_each_listed_once(string database)
    {
        await OpenAsync(database, [.. Enumerable.Range(1, 7).Select(each => $"person{each}@example.com|Smith")]);

        (await WalkAsync("&search=smith", limit: 2)).ShouldBe(Enumerable.Range(1, 7).Select(each => $"person{each}@example.com"));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_user_id_and_a_credential_id_find_their_person(string database)
    {
        await OpenAsync(database, "other@example.com");
        using var person = await Somebody.JoinAsync(_host, _site);

        (await WalkAsync($"&search={person.Id}", limit: 50)).ShouldBe([person.Identifier]);
        (await WalkAsync($"&search={Base64Url.EncodeToString(person.Phone.Credentials[0].Id)}", limit: 50)).ShouldBe([person.Identifier]);
    }

    [Fact]
    public async Task Nothing_of_another_pool_is_found()
    {
        await OpenAsync("Sqlite", "ada@example.com");
        var elsewhere = await _host.NewPoolAsync();
        using var person = await Somebody.JoinAsync(_host, elsewhere);

        foreach (var search in new[] { person.Id, person.Identifier, Base64Url.EncodeToString(person.Phone.Credentials[0].Id) })
            (await WalkAsync($"&search={search}", limit: 50)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_person_is_shown_with_passkeys_and_the_last_sign_in()
    {
        await OpenAsync("Sqlite");
        using var person = await Somebody.JoinAsync(_host, _site);
        await _site.SignInAsync(person.Phone);

        var shown = (await ListAsync("")).Body["items"]!.AsArray()[0]!.AsObject();

        shown.Select(member => member.Key).ShouldBe(["id", "identifier", "displayName", "status", "createdAt", "passkeyCount", "lastSignInAt"], ignoreOrder: true);
        ((string)shown["status"]!, (int)shown["passkeyCount"]!).ShouldBe(("active", 1));
    }

    [Theory]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=201", "limit")]
    [InlineData("limit=x", "limit")]
    [InlineData("cursor=nonsense!", "cursor")]
    [InlineData("cursor=AAAA", "cursor")]
    [InlineData("search=a%00", "search")]
    public async Task What_cannot_be_read_is_named(string query, string member)
    {
        await OpenAsync("Sqlite");

        (await ListAsync("&" + query)).ShouldName(member);
    }

    private async Task OpenAsync(string database, params string[] people)
    {
        _host = await hosts.OnAsync(database);
        _site = await _host.NewPoolAsync();
        _bearer = await _host.AdministratorsTokenAsync();
        await _host.QueryAsync(async db =>
        {
            foreach (var (person, index) in people.Select((person, index) => (person.Split('|'), index)))
            {
                db.Users.Add(new PoolUser
                {
                    Id = $"{_site.Pool}-{index}",
                    Pool = new PoolId(_site.Pool),
                    UserHandle = [(byte)index],
                    UserName = person[0],
                    NormalizedUserName = person[0].ToUpperInvariant(),
                    DisplayName = person.ElementAtOrDefault(1),
                });
            }
            return await db.SaveChangesAsync();
        });
    }

    private Task<Answer> ListAsync(string query) => _host.AdministerAsync(HttpMethod.Get, $"pools/{_site.Pool}/users?{query.TrimStart('&')}", body: null, _bearer);

    private async Task<List<string>> WalkAsync(string query, int limit)
    {
        var all = new List<string>();
        string? next = null;
        do
        {
            var part = await ListAsync($"limit={limit}{query}{(next is null ? "" : "&cursor=" + next)}");
            part.ShouldBe(HttpStatusCode.OK);
            var items = part.Body["items"]!.AsArray();
            items.Count.ShouldBeLessThanOrEqualTo(limit);
            all.AddRange(items.Select(item => (string)item!["identifier"]!));
            next = (string?)part.Body["next"];
        }
        while (next is not null);
        return all;
    }
}
