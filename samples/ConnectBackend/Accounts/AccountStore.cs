using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;

namespace ConnectBackend.Accounts;

/// <summary>The accounts of the app, in memory. Yours are in the database that you have.</summary>
internal sealed class AccountStore
{
    private static readonly PasswordHasher<string> Hasher = new();

    // Compared where nobody has the address, so that it takes as long.
    private static readonly string NobodysHash = Hasher.HashPassword("", RandomNumberGenerator.GetHexString(32));

    private readonly Lock _guard = new();
    private readonly Dictionary<string, Account> _byEmail = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>A new account, or null when the address is taken.</summary>
    public Account? Add(string email, string password)
    {
        var id = RandomNumberGenerator.GetHexString(16, lowercase: true);
        // The provider's pool has a sign-up of its own: somebody may have this address there who is not this account's person. What nobody can guess, nobody has taken.
        var account = new Account(id, email, Hasher.HashPassword(email, password), $"{email} ({RandomNumberGenerator.GetHexString(10, lowercase: true)})", PasskeyUserId: null);
        lock (_guard)
            return _byEmail.TryAdd(email, account) ? account : null;
    }

    /// <summary>The account, if the password is right.</summary>
    public Account? Find(string email, string password)
    {
        Account? account;
        lock (_guard)
            account = _byEmail.GetValueOrDefault(email);
        return Hasher.VerifyHashedPassword(email, account?.PasswordHash ?? NobodysHash, password) == PasswordVerificationResult.Failed ? null : account;
    }

    /// <summary>The account of this id, or null.</summary>
    public Account? FindById(string id) => Single(account => account.Id == id);

    /// <summary>The account whose passkeys are those of this person, or null.</summary>
    public Account? FindByPasskeyUser(string userId) => Single(account => account.PasskeyUserId == userId);

    /// <summary>Says whose passkeys are those of the account.</summary>
    public void Link(Account account, string passkeyUserId)
    {
        lock (_guard)
            _byEmail[account.Email] = account with { PasskeyUserId = passkeyUserId };
    }

    private Account? Single(Func<Account, bool> which)
    {
        lock (_guard)
            return _byEmail.Values.SingleOrDefault(which);
    }
}
