using System.Resources;
using Microsoft.Extensions.Localization;

// Wherever a host keeps its own texts, these are found here.
[assembly: ResourceLocation("Localization")]
[assembly: RootNamespace("Passkeys.QuickstartUi")]
[assembly: NeutralResourcesLanguage("en")]
