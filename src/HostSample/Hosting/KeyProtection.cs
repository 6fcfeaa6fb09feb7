using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.DataProtection;

namespace HostSample.Hosting;

/// <summary>
/// Protects the keys of Data Protection, which lie in the database, with the certificate in <c>DataProtection:Certificate</c> (PKCS #12; its
/// password in <c>DataProtection:CertificatePassword</c>). Without one, whoever reads the database reads what the keys protect.
/// </summary>
internal static class KeyProtection
{
    public static void AddKeyProtection(this WebApplicationBuilder host)
    {
        if (host.Configuration["DataProtection:Certificate"] is not { } file)
            return;
        var path = Path.GetFullPath(file, host.Environment.ContentRootPath);
        var certificate = X509CertificateLoader.LoadPkcs12FromFile(path, host.Configuration["DataProtection:CertificatePassword"]);
        host.Services.AddDataProtection().ProtectKeysWithCertificate(certificate);
    }
}
