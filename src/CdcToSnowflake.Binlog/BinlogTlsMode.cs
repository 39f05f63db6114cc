namespace CdcToSnowflake.Binlog;

/// <summary>How the connection is encrypted, named as MySQL's own clients do (<c>--ssl-mode</c>).</summary>
public enum BinlogTlsMode
{
    /// <summary>Never encrypted.</summary>
    Disabled,

    /// <summary>Encrypted if the server can; its certificate is not checked.</summary>
    Preferred,

    /// <summary>Encrypted or refused; the certificate is not checked, so it does not stop an attacker who is in between.</summary>
    Required,

    /// <summary>Encrypted, and a trusted authority must have signed the certificate, for whatever host.</summary>
    VerifyCA,

    /// <summary>Encrypted, and a trusted authority must have signed the certificate for this very host.</summary>
    VerifyFull,
}
