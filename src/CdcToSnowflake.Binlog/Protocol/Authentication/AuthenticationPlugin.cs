using System.Text;
using CdcToSnowflake.Binlog.Protocol.Authentication.Ed25519;

namespace CdcToSnowflake.Binlog.Protocol.Authentication;

/// <summary>The authentication plugins that a login can be made with, by the names that servers use.</summary>
internal static class AuthenticationPlugin
{
    public const string Native = "mysql_native_password";
    public const string CachingSha2 = "caching_sha2_password";
    public const string Sha256 = "sha256_password";
    public const string Clear = "mysql_clear_password";
    public const string Ed25519 = "client_ed25519";
    public const string Parsec = "parsec";

    /// <summary>The one byte that asks a sha256_password server for its public key.</summary>
    public const byte AskSha256Key = 1;

    public static bool IsKnown(string plugin) => plugin is Native or CachingSha2 or Sha256 or Clear or Ed25519 or Parsec;

    /// <summary>How many bytes the server's part of a proof has; 0 = it has none.</summary>
    public static int NonceLength(string plugin) => plugin switch
    {
        Clear => 0,
        Ed25519 or Parsec => 32,
        _ => Greeting.NonceLength,
    };

    /// <summary>The first answer to a plugin.</summary>
    public static byte[] FirstProof(string plugin, string password, ReadOnlySpan<byte> nonce, bool encrypted) => plugin switch
    {
        Native => Scramble.Native(password, nonce),
        CachingSha2 => Scramble.CachingSha2(password, nonce),
        Sha256 => password.Length == 0 ? [0] : encrypted ? Scramble.Clear(password) : [AskSha256Key],
        Clear => encrypted
            ? Scramble.Clear(password)
            : throw new BinlogAuthenticationException($"The server wants the password in clear text ({Clear}) on a connection that is not encrypted. Set SslMode to Required or more."),
        Ed25519 => Ed25519Signature.Sign(Encoding.UTF8.GetBytes(password), nonce),
        Parsec => [], // asks for the salt first
        _ => throw Unknown(plugin),
    };

    public static BinlogAuthenticationException Unknown(string plugin) => new(
        $"The account logs in by the plugin '{plugin}', which is not supported. Give it one that is ({CachingSha2}, {Native}, {Sha256}, {Clear}; MariaDB's ed25519, {Parsec}): on MySQL ALTER USER … IDENTIFIED WITH {CachingSha2} BY '…', on MariaDB … IDENTIFIED VIA {Native} USING PASSWORD('…').");
}
