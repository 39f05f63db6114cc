using System.Security.Cryptography;
using System.Text;
using CdcToSnowflake.Binlog.Protocol.Authentication.Ed25519;

namespace CdcToSnowflake.Binlog.Protocol.Authentication;

/// <summary>
/// MariaDB's plugin parsec (11.6+): the server sends a nonce, and once asked, the account's salt; the answer is a nonce of the client's own and both
/// nonces signed by the key that PBKDF2 makes of password and salt. Source: MariaDB's documentation, "Authentication Plugin - PARSEC".
/// </summary>
internal static class ParsecAnswer
{
    /// <summary>PBKDF2, the one key derivation that there is.</summary>
    public const byte SaltHeader = (byte)'P';

    private const byte MoreData = 0x01;
    private const int NonceLength = 32;
    private const int KeyLength = 32;
    private const int LeastIterations = 1024;

    /// <summary>The server names the work as a power of two. 1,024 × 2^10 take about a second; more would be an attack on this side.</summary>
    private const int MaxFactor = 10;

    /// <param name="password">The account's password.</param>
    /// <param name="serverNonce">The server's nonce.</param>
    /// <param name="packet">The packet with the salt: P, the factor, the salt itself.</param>
    /// <param name="endpoint">Who sent it, for messages.</param>
    public static byte[] Create(string password, ReadOnlySpan<byte> serverNonce, ReadOnlySpan<byte> packet, string endpoint)
    {
        if (packet[0] == MoreData)
            packet = packet[1..];
        if (packet is not [SaltHeader, <= MaxFactor, _, ..])
            throw new BinlogAuthenticationException($"{endpoint} sent a salt for {AuthenticationPlugin.Parsec} that is of an unknown kind, or wants over {LeastIterations << MaxFactor} iterations.");
        var key = Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(password), packet[2..], LeastIterations << packet[1], HashAlgorithmName.SHA512, KeyLength);
        var own = RandomNumberGenerator.GetBytes(NonceLength);
        byte[] answer = [.. own, .. Ed25519Signature.Sign(key, [.. serverNonce, .. own])];
        CryptographicOperations.ZeroMemory(key);
        return answer;
    }
}
