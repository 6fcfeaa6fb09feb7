using System.Globalization;
using System.Text;
using QRCoder;

namespace Passkeys.IdentityServer.Devices;

/// <summary>Draws a QR code (ISO/IEC 18004) as SVG: black on white, whatever the page around it, with the quiet zone that readers need.</summary>
internal static class QrCode
{
    public static string Draw(string text)
    {
        using var data = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.M);
        var rows = data.ModuleMatrix;
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {rows.Count} {rows.Count}\" shape-rendering=\"crispEdges\">");
        svg.Append("<path fill=\"#fff\" d=\"M0 0h").Append(rows.Count).Append('v').Append(rows.Count).Append('H').Append("0z\"/><path d=\"");
        for (var y = 0; y < rows.Count; y++)
        {
            for (var x = 0; x < rows[y].Count; x++)
            {
                if (rows[y][x])
                    svg.Append(CultureInfo.InvariantCulture, $"M{x} {y}h1v1h-1z");
            }
        }
        return svg.Append("\"/></svg>").ToString();
    }
}
