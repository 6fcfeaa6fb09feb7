global using Passkeys.DuendeTests.Hosting;
global using Shouldly;
global using Xunit;

[assembly: AssemblyFixture(typeof(ExistingHostFixture))]
