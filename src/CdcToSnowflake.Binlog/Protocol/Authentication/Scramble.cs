using System.Security.Cryptography;
using System.Text;

namespace CdcToSnowflake.Binlog.Protocol.Authentication;

/// <summary>Password proofs: what each plugin sends instead of the password.</summary>
internal static class Scramble
{
    /// <summary>mysql_native_password: XOR(SHA1(p), SHA1(nonce ‖ SHA1(SHA1(p)))). SHA-1 is the protocol's choice, not ours.</summary>
    public static byte[] Native(string password, ReadOnlySpan<byte> nonce)
    {
        if (password.Length == 0)
            return [];
#pragma warning disable CA5350
        var once = SHA1.HashData(Encoding.UTF8.GetBytes(password));
        var second = SHA1.HashData([.. nonce, .. SHA1.HashData(once)]);
#pragma warning restore CA5350
        return Xor(once, second);
    }

    /// <summary>caching_sha2_password: XOR(SHA256(p), SHA256(SHA256(SHA256(p)) ‖ nonce)).</summary>
    public static byte[] CachingSha2(string password, ReadOnlySpan<byte> nonce)
    {
        if (password.Length == 0)
            return [];
        var once = SHA256.HashData(Encoding.UTF8.GetBytes(password));
        var second = SHA256.HashData([.. SHA256.HashData(once), .. nonce]);
        return Xor(once, second);
    }

    /// <summary>The password as it is, ended by NUL: for encrypted connections only.</summary>
    public static byte[] Clear(string password) => Encoding.UTF8.GetBytes(password + '\0');

    /// <summary>The password for a server whose public RSA key is known: OAEP with SHA-1 of (password ‖ NUL) XOR the nonce, repeated.</summary>
    public static byte[] Encrypted(string password, ReadOnlySpan<byte> nonce, string publicKeyPem)
    {
        var clear = Clear(password);
        for (var i = 0; i < clear.Length; i++)
            clear[i] ^= nonce[i % nonce.Length];
        try
        {
            using var rsa = RSA.Create();
            rsa.ImportFromPem(publicKeyPem);
            return rsa.Encrypt(clear, RSAEncryptionPadding.OaepSHA1);
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            throw new BinlogAuthenticationException("The server's public RSA key is not one that a password can be sent with.", e);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(clear);
        }
    }

    private static byte[] Xor(byte[] first, byte[] second)
    {
        for (var i = 0; i < first.Length; i++)
            first[i] ^= second[i];
        return first;
    }
}
