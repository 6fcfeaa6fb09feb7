using Microsoft.Net.Http.Headers;

namespace Passkeys.QuickstartUi.Assets;

/// <summary>One file of the pages, as it is sent.</summary>
internal sealed record UiAsset(byte[] Content, string ContentType, EntityTagHeaderValue Tag);
