using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace CdcToSnowflake.Binlog.Protocol;

/// <summary>What a TLS connection demands of the server's certificate, and the client's own.</summary>
internal sealed class TransportSecurity(BinlogTlsMode mode, string host, string? authorityFile, string? certificateFile, string? keyFile)
{
    private string? _complaint;

    public SslClientAuthenticationOptions ClientOptions()
    {
        var options = new SslClientAuthenticationOptions { TargetHost = host, RemoteCertificateValidationCallback = Accept };
        if (authorityFile is not null)
        {
            var roots = new X509Certificate2Collection();
            Load(authorityFile, () => roots.ImportFromPemFile(authorityFile));
            // Revocation is left to how the certificates are handed out: databases' own authorities publish no lists that a client could always reach.
            options.CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            options.CertificateChainPolicy.CustomTrustStore.AddRange(roots);
        }
        if (certificateFile is not null)
        {
            X509Certificate2? own = null;
            Load(certificateFile, () => own = X509Certificate2.CreateFromPemFile(certificateFile, keyFile));
            options.ClientCertificates = [own!];
        }
        return options;
    }

    public Exception Refusal(string endpoint, Exception cause) => _complaint is null
        ? new BinlogConnectionException($"{endpoint}: the TLS handshake failed: {cause.Message}", cause)
        : new BinlogConnectionException(
            $"{endpoint}: the server's certificate is refused by {nameof(BinlogTlsMode)}.{mode}: {_complaint}. Name the authority that signed it (SslCa=file.pem; Aurora and RDS publish theirs), or choose another SslMode.", cause);

    private bool Accept(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        var refused = mode switch
        {
            BinlogTlsMode.VerifyFull => errors,
            BinlogTlsMode.VerifyCA => errors & ~SslPolicyErrors.RemoteCertificateNameMismatch,
            _ => SslPolicyErrors.None,
        };
        if (refused == SslPolicyErrors.None)
            return true;
        var reasons = chain?.ChainStatus.Select(status => status.StatusInformation.Trim()).Where(text => text.Length > 0) ?? [];
        var name = refused.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch) ? [$"it is not for the host {host}"] : Array.Empty<string>();
        _complaint = string.Join("; ", [.. name, .. refused.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors) ? reasons : []]);
        if (_complaint.Length == 0)
            _complaint = refused.ToString();
        return false;
    }

    private static void Load(string file, Action load)
    {
        try
        {
            load();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or System.Security.Cryptography.CryptographicException or ArgumentException)
        {
            throw new BinlogConnectionException($"The certificate file {file} can't be read as PEM: {e.Message}", e);
        }
    }
}
