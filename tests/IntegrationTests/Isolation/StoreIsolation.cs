using System.Collections;
using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Passkeys.IdentityServer.Administration;
using Passkeys.IdentityServer.Administration.Pools;
using Passkeys.IdentityServer.Ceremonies.Authentication;
using Passkeys.IdentityServer.Ceremonies.Registration;
using Passkeys.IdentityServer.Credentials;
using Passkeys.IdentityServer.Insight;
using Passkeys.IdentityServer.Mail;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.Storage;
using Passkeys.IdentityServer.Transfer.Imports;
using Passkeys.IdentityServer.Webhooks;
using Passkeys.IntegrationTests.Hosts;
using Shouldly;
using Xunit;

namespace Passkeys.IntegrationTests.Isolation;

/// <summary>
/// Every public method of every store, asked by the pool next door with arguments that find something at home: it finds nothing and
/// changes nothing. Reflection finds the methods, so that none is forgotten.
/// </summary>
public sealed class StoreIsolation(SharedHosts hosts)
{
    /// <summary>Add something for the pool they are given and look for nothing; asking across pools is the very purpose of the last.</summary>
    private static readonly string[] NotAsking =
    [
        $"{nameof(CompleteAuthentication)}.{nameof(CompleteAuthentication.ReportUnusableAsync)}",
        $"{nameof(CompleteRegistration)}.{nameof(CompleteRegistration.ReportUnusableAsync)}",
        $"{nameof(OneTimeCodes)}.{nameof(OneTimeCodes.CreateAsync)}",
        $"{nameof(OneTimeCodes)}.{nameof(OneTimeCodes.CreateForLinkAsync)}",
        $"{nameof(OneTimeCodes)}.{nameof(OneTimeCodes.CreateOnSessionAsync)}",
        $"{nameof(WebhookSubscriptions)}.{nameof(WebhookSubscriptions.AddAsync)}",
        $"{nameof(FirstAdministrator)}.{nameof(FirstAdministrator.CreateEnrolmentLinkAsync)}",
        $"{nameof(FirstAdministrator)}.{nameof(FirstAdministrator.SeedAsync)}",
        $"{nameof(ImportLeases)}.{nameof(ImportLeases.TakeAsync)}",
        $"{nameof(StoredPasskeys)}.{nameof(StoredPasskeys.IsKnownNextDoorAsync)}",
    ];

    /// <summary>A pool itself is found by its id; there is nothing next door in it. What is said of a pool is put together of stores that are asked here.</summary>
    private static readonly string[] OfPools = [nameof(StoredPools), nameof(AdministeredPools), nameof(PoolInsight)];

    public static TheoryData<string> Questions { get; } = [.. Methods().Select(NameOf).Except(NotAsking)];

    [Fact]
    public void There_are_stores_to_ask() => Methods().Select(method => method.DeclaringType!.Name).Distinct().Count().ShouldBeGreaterThanOrEqualTo(4);

    [Fact]
    public void What_is_left_out_exists() => NotAsking.Except(Methods().Select(NameOf)).ShouldBeEmpty();

    [Fact]
    public void Every_public_method_of_a_store_begins_with_its_pool_or_with_what_is_bound_to_one() =>
        Stores().SelectMany(MethodsOf).Where(method => !NamesPoolFirst(method) && !BoundToPool(method)).Select(NameOf).ShouldBeEmpty();

    [Theory, MemberData(nameof(Questions))]
    public async Task The_pool_next_door_finds_and_changes_nothing(string method)
    {
        var neighbours = await Neighbours.MeetAsync(hosts.Sqlite);
        var before = await neighbours.RowsAsync();

        var found = await AskAsync(neighbours, method, neighbours.NextDoor);

        SaysSomething(found).ShouldBeFalse();
        (await neighbours.RowsAsync()).ShouldBe(before);
    }

    [Theory, MemberData(nameof(Questions))]
    public async Task At_home_the_same_question_finds_or_changes_something(string method)
    {
        var neighbours = await Neighbours.MeetAsync(hosts.Sqlite);
        var before = await neighbours.RowsAsync();

        var found = await AskAsync(neighbours, method, neighbours.Home);

        (SaysSomething(found) || await neighbours.RowsAsync() != before).ShouldBeTrue();
    }

    private static async Task<object?> AskAsync(Neighbours neighbours, string name, PoolId pool)
    {
        var method = Methods().Single(each => NameOf(each) == name);
        var arguments = method.GetParameters().Skip(1).Select(parameter => neighbours.ArgumentFor(method, parameter)).Prepend(pool).ToArray();
        await using var scope = neighbours.Host.Services.CreateAsyncScope();
        var task = (Task)method.Invoke(scope.ServiceProvider.GetRequiredService(method.DeclaringType!), arguments)!;
        await task;
        await scope.ServiceProvider.GetRequiredService<PasskeysDbContext>().SaveChangesAsync();
        return task.GetType().GetProperty("Result")?.GetValue(task);
    }

    private static bool SaysSomething(object? answer) => answer switch
    {
        null or false or 0 => false,
        ICollection { Count: 0 } => false,
        _ when answer.GetType().GetProperty("Items")?.GetValue(answer) is ICollection { Count: 0 } => false,
        _ when answer.GetType().Name == "VoidTaskResult" => false,
        _ when answer.GetType().GetProperty("Items")?.GetValue(answer) is ICollection { Count: 0 } => false,
        _ => true,
    };

    private static IEnumerable<MethodInfo> Methods() => Stores().SelectMany(MethodsOf).Where(NamesPoolFirst);

    // A store is what holds the database and answers to a pool's id.
    private static IEnumerable<Type> Stores() => typeof(Pool).Assembly.GetTypes()
        .Where(type => type is { IsClass: true, IsAbstract: false } && !OfPools.Contains(type.Name))
        .Where(type => type.GetConstructors().Any(constructor => constructor.GetParameters().Any(parameter => parameter.ParameterType == typeof(PasskeysDbContext))))
        .Where(type => MethodsOf(type).Any(NamesPoolFirst));

    private static IEnumerable<MethodInfo> MethodsOf(Type type) =>
        type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Where(method => method.ReturnType.IsAssignableTo(typeof(Task)));

    private static bool NamesPoolFirst(MethodInfo method) => method.GetParameters() is [{ ParameterType: var first }, ..] && first == typeof(PoolId);

    private static bool BoundToPool(MethodInfo method) => method.GetParameters() is [{ ParameterType: var first }, ..] && first.GetProperty("Pool") is not null;

    private static string NameOf(MethodInfo method) => $"{method.DeclaringType!.Name}.{method.Name}";
}
