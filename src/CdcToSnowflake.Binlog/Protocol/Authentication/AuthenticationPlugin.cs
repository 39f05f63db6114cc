namespace CdcToSnowflake.Binlog.Protocol.Authentication;

/// <summary>The authentication plugins that a login can be made with, by the names that servers use.</summary>
internal static class AuthenticationPlugin
{
    public const string Native = "mysql_native_password";
    public const string CachingSha2 = "caching_sha2_password";
    public const string Sha256 = "sha256_password";
    public const string Clear = "mysql_clear_password";

    /// <summary>The one byte that asks a sha256_password server for its public key.</summary>
    public const byte AskSha256Key = 1;

    public static bool IsKnown(string plugin) => plugin is Native or CachingSha2 or Sha256 or Clear;

    /// <summary>The first answer to a plugin.</summary>
    public static byte[] FirstProof(string plugin, string password, ReadOnlySpan<byte> nonce, bool encrypted) => plugin switch
    {
        Native => Scramble.Native(password, nonce),
        CachingSha2 => Scramble.CachingSha2(password, nonce),
        Sha256 => password.Length == 0 ? [0] : encrypted ? Scramble.Clear(password) : [AskSha256Key],
        Clear => encrypted
            ? Scramble.Clear(password)
            : throw new BinlogAuthenticationException($"The server wants the password in clear text ({Clear}) on a connection that is not encrypted. Set SslMode to Required or more."),
        _ => throw Unknown(plugin),
    };

    public static BinlogAuthenticationException Unknown(string plugin) => new(
        $"The account logs in by the plugin '{plugin}', which is not supported. Give it one that is ({CachingSha2}, {Native}, {Sha256}, {Clear}): on MySQL ALTER USER … IDENTIFIED WITH {CachingSha2} BY '…', on MariaDB … IDENTIFIED VIA {Native} USING PASSWORD('…').");
}
