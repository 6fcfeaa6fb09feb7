global using Passkeys.EngineContract.Hosting;
global using Shouldly;
global using Xunit;
