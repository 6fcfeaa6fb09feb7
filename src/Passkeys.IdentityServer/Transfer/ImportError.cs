namespace Passkeys.IdentityServer.Transfer;

/// <summary>What is wrong with a record of a file.</summary>
/// <param name="Record">Which one, from 1; 0: the file itself, or its header.</param>
/// <param name="Member">The member, such as <c>passkeys[0].publicKey</c>; <c>record</c> where it is the record itself.</param>
/// <param name="Message">What was expected.</param>
/// <param name="Line">The line of the file, where the format is one record a line.</param>
public sealed record ImportError(int Record, string Member, string Message, int? Line = null);
