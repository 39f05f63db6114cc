namespace CdcToSnowflake.Binlog.Protocol.Authentication;

/// <summary>Who logs in, and how far the server is trusted. Not a record: its text must not show the password.</summary>
internal sealed class LoginRequest(string user, string password, string? publicKeyPem, bool allowPublicKeyRetrieval)
{
    public string User => user;

    public string Password => password;

    /// <summary>The server's public RSA key, if the user has it.</summary>
    public string? PublicKeyPem => publicKeyPem;

    /// <summary>Whether a key that the server itself sends over an unencrypted connection is good enough.</summary>
    public bool AllowPublicKeyRetrieval => allowPublicKeyRetrieval;
}
