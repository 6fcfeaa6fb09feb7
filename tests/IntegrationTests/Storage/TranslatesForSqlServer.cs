using System.Collections.Concurrent;
using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Query;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.DependencyInjection;
using Passkeys.IdentityServer;
using Passkeys.IdentityServer.SqlServer;
using Passkeys.IdentityServer.Storage;

namespace Passkeys.IntegrationTests.Storage;

/// <summary>
/// Compiles every query that a host runs for SQL Server as well. One that does not translate there fails in the test that runs it.
/// No server is asked.
/// </summary>
public sealed class TranslatesForSqlServer : IQueryExpressionInterceptor
{
    private readonly ServiceProvider _sqlServer = Services();
    private readonly ConcurrentDictionary<string, bool> _translated = new(StringComparer.Ordinal);

    private TranslatesForSqlServer()
    {
    }

    /// <summary>One for all hosts: EF has an internal service provider for each.</summary>
    public static TranslatesForSqlServer Instance { get; } = new();

    /// <summary>Lets a host compile its queries twice.</summary>
    public static void In(IServiceCollection host) =>
        host.ConfigureDbContext<PasskeysDbContext>(options => options.AddInterceptors(Instance));

    public Expression QueryCompilationStarting(Expression queryExpression, QueryExpressionEventData eventData)
    {
        if (eventData.Context is PasskeysDbContext && _translated.TryAdd(queryExpression.ToString(), true))
            Compile(queryExpression);
        return queryExpression;
    }

    private static ServiceProvider Services()
    {
        var services = new ServiceCollection();
        new PasskeysBuilder(services).UseSqlServer("Server=localhost");
        return services.BuildServiceProvider();
    }

    private void Compile(Expression query)
    {
        using var scope = _sqlServer.CreateScope();
        var db = scope.ServiceProvider.GetRequiredService<PasskeysDbContext>();
        var moved = new ToModel(db.Model).Visit(query);
        var result = query.Type.GetInterfaces().Prepend(query.Type).FirstOrDefault(type => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IQueryable<>)) is { } rows
            ? typeof(IEnumerable<>).MakeGenericType(rows.GetGenericArguments())
            : query.Type;
        try
        {
            typeof(IDatabase).GetMethod(nameof(IDatabase.CompileQuery))!.MakeGenericMethod(result).Invoke(db.GetService<IDatabase>(), [moved, false]);
        }
        catch (System.Reflection.TargetInvocationException failure)
        {
            throw new InvalidOperationException($"Not for SQL Server: {failure.InnerException!.Message}", failure.InnerException);
        }
    }

    private sealed class ToModel(IModel model) : ExpressionVisitor
    {
        protected override Expression VisitExtension(Expression node) => node is EntityQueryRootExpression root
            ? new EntityQueryRootExpression(model.FindEntityType(root.EntityType.Name)!)
            : base.VisitExtension(node);
    }
}
