using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace CdcToSnowflake.Binlog.Tests.Protocol;

/// <summary>A certificate authority made for one test, a certificate of it for 127.0.0.1 and one for a client.</summary>
public sealed class TestCertificates : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("cdc-certificates-");

    public TestCertificates()
    {
        using var authorityKey = RSA.Create(2048);
        var authorityRequest = new CertificateRequest("CN=Test authority", authorityKey, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        authorityRequest.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using var authority = authorityRequest.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(30));
        File.WriteAllText(AuthorityFile, authority.ExportCertificatePem());
        Issue(authority, "server", names => names.AddIpAddress(IPAddress.Loopback));
        Issue(authority, "client", names => names.AddDnsName("client.test"));
    }

    public string AuthorityFile => Path.Combine(_folder.FullName, "authority.pem");

    public string CertificateFile(string name) => Path.Combine(_folder.FullName, $"{name}.pem");

    public string KeyFile(string name) => Path.Combine(_folder.FullName, $"{name}-key.pem");

    public IReadOnlyList<string> ServerArguments =>
        [$"--ssl-ca={AuthorityFile}", $"--ssl-cert={CertificateFile("server")}", $"--ssl-key={KeyFile("server")}"];

    public void Dispose() => _folder.Delete(recursive: true);

    private void Issue(X509Certificate2 authority, string name, Action<SubjectAlternativeNameBuilder> addNames)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        addNames(names);
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.Create(authority, DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(29), RandomNumberGenerator.GetBytes(8));
        File.WriteAllText(CertificateFile(name), certificate.ExportCertificatePem());
        File.WriteAllText(KeyFile(name), key.ExportPkcs8PrivateKeyPem());
    }
}
