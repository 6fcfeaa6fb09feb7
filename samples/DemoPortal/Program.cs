var builder = WebApplication.CreateBuilder(args);
var app = builder.Build();

app.MapGet("/", () => "The demo portal. It cannot sign anyone in yet: the authorization endpoint it needs is not built (README.md).");

app.Run();
