namespace Passkeys.DuendeTests.Hosting;

/// <summary>A host of its own for what concerns all of its people.</summary>
public sealed class ImportingHost : ExistingHostFixture;
