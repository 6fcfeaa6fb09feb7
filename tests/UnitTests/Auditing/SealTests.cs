using Passkeys.IdentityServer.Audit;
using Passkeys.IdentityServer.Audit.Sealing;
using Passkeys.IdentityServer.Pools;
using Shouldly;
using Xunit;

namespace Passkeys.UnitTests.Auditing;

/// <summary>What goes into a seal: everything an entry says, so that no two entries say the same to it.</summary>
public class SealTests
{
    private static readonly AuditSeal Seal = new("a key of thirty-two bytes, no less"u8.ToArray());
    private static readonly DateTimeOffset At = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    // From outside: HMAC-SHA256 over the bytes that docs/administration/audit.md describes, by Python.
    [Fact]
    public void The_encoding_is_the_one_that_is_documented() =>
        Seal.Of(Entry(), 1, "").ShouldBe(Known);

    [Fact]
    public void The_same_is_the_same() => Seal.Of(Entry(), 1, "").ShouldBe(Seal.Of(Entry(), 1, ""));

    [Fact]
    public void Nothing_is_not_an_empty_text() => Seal.Of(Entry(reason: ""), 1, "").ShouldNotBe(Seal.Of(Entry(), 1, ""));

    [Fact]
    public void A_text_in_one_member_is_not_the_same_text_in_the_next() => Seal.Of(Entry(reason: "x"), 1, "").ShouldNotBe(Seal.Of(Entry(user: "x"), 1, ""));

    [Fact]
    public void Texts_do_not_run_into_each_other() => Seal.Of(Entry(reason: "ab", user: "c"), 1, "").ShouldNotBe(Seal.Of(Entry(reason: "a", user: "bc"), 1, ""));

    [Fact]
    public void The_number_counts() => Seal.Of(Entry(), 2, "").ShouldNotBe(Seal.Of(Entry(), 1, ""));

    [Fact]
    public void The_one_before_counts() => Seal.Of(Entry(), 2, "x").ShouldNotBe(Seal.Of(Entry(), 2, "y"));

    [Fact]
    public void The_pool_counts() => Seal.Of(Entry(pool: "acme"), 1, "").ShouldNotBe(Seal.Of(Entry(), 1, ""));

    [Fact]
    public void The_key_counts() => new AuditSeal("another"u8.ToArray()).Of(Entry(), 1, "").ShouldNotBe(Seal.Of(Entry(), 1, ""));

    [Fact]
    public void Of_a_time_counts_what_every_database_keeps()
    {
        Seal.Of(Entry(at: At.AddTicks(9)), 1, "").ShouldBe(Seal.Of(Entry(), 1, ""));
        Seal.Of(Entry(at: At.AddTicks(10)), 1, "").ShouldNotBe(Seal.Of(Entry(), 1, ""));
        Seal.Of(Entry(at: At.ToOffset(TimeSpan.FromHours(2))), 1, "").ShouldBe(Seal.Of(Entry(), 1, ""));
    }

    [Fact]
    public void The_ends_of_a_chain_are_sealed_with_all_they_say()
    {
        AuditHead[] heads =
        [
            new() { Chain = "demo", Sequence = 1, Hash = "a", RemovedSequence = 0, RemovedHash = "" },
            new() { Chain = "acme", Sequence = 1, Hash = "a", RemovedSequence = 0, RemovedHash = "" },
            new() { Chain = "demo", Sequence = 2, Hash = "a", RemovedSequence = 0, RemovedHash = "" },
            new() { Chain = "demo", Sequence = 1, Hash = "b", RemovedSequence = 0, RemovedHash = "" },
            new() { Chain = "demo", Sequence = 1, Hash = "a", RemovedSequence = 1, RemovedHash = "" },
            new() { Chain = "demo", Sequence = 1, Hash = "a", RemovedSequence = 0, RemovedHash = "a" },
        ];
        heads.Select(Seal.Of).Distinct().Count().ShouldBe(heads.Length);
    }

    private const string Known = "j0OnYHfkFlYq6-Xj5m3oNfjCSrmos3_KMp2UrJ7HICg";

    private static AuditEntry Entry(string pool = "demo", string? reason = null, string? user = null, DateTimeOffset? at = null) => new()
    {
        Id = new Guid("0195f3a0-1234-7abc-8def-0123456789ab"),
        At = at ?? At,
        Pool = new PoolId(pool),
        Event = "sign-in",
        Outcome = "success",
        Reason = reason,
        UserId = user,
        Actor = "anonymous",
    };
}
