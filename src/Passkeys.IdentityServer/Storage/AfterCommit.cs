namespace Passkeys.IdentityServer.Storage;

/// <summary>What is to be done once the unit of work at hand is saved for good, and not at all when it is rolled back.</summary>
public sealed class AfterCommit
{
    private readonly PasskeysDbContext _db;
    private readonly CommitInterceptor _interceptor;

    internal AfterCommit(PasskeysDbContext db, CommitInterceptor interceptor) => (_db, _interceptor) = (db, interceptor);

    /// <summary>
    /// Runs an action after the commit of the running transaction or, where there is none, after the next save. A process that ends in between
    /// has lost it. It must not use the context: that is still about to finish.
    /// </summary>
    public void Run(Func<Task> action) => _interceptor.Add(_db, action);
}
