using System.Text.Json.Serialization;

namespace Passkeys.IdentityServer.Administration.Pools;

/// <summary>A finding as administrators see it.</summary>
internal sealed record PoolFindingJson(string Check, string Level, string Subject, string Message)
{
    public static PoolFindingJson Of(PoolFinding finding) => new(finding.Check, WordOf(finding.Level), finding.Subject, finding.Message);

    private static string WordOf(FindingLevel level) => level switch
    {
        FindingLevel.Good => "good",
        FindingLevel.Advice => "advice",
        _ => "wrong",
    };
}

/// <summary>A model as administrators see it.</summary>
internal sealed record CataloguedAuthenticatorJson(Guid Aaguid, string Name, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Icon)
{
    public static CataloguedAuthenticatorJson Of(CataloguedAuthenticator model) => new(model.Aaguid, model.Name, model.Icon);
}
