using System.Security.Cryptography;

namespace CdcToSnowflake.Warehouse.SqlApi.Authentication;

/// <summary>Reads a user's private key. Errors say what is wrong with it, never what stands in it.</summary>
internal static class PrivateKeys
{
    // The manual's "Key-pair authentication and key-pair rotation" asks for 2048 bits at least.
    private const int SmallestKey = 2048;

    public static RSA Read(SnowflakeSqlApiOptions options)
    {
        var where = options.PrivateKeyFile is { } file ? $"The private key in '{file}'" : "The private key";
        var pem = (options.PrivateKeyFile, options.PrivateKey) switch
        {
            ({ } path, null) => ReadFile(path),
            (null, { } text) => text,
            _ => throw new ArgumentException("A key pair needs either a private key's file (private_key_file) or its text (private_key)."),
        };
        var isEncrypted = pem.Contains("-----BEGIN ENCRYPTED PRIVATE KEY-----", StringComparison.Ordinal);
        if (isEncrypted != (options.PrivateKeyPassphrase is not null))
        {
            throw new ArgumentException(isEncrypted
                ? $"{where} is encrypted: give its passphrase too (private_key_pwd)."
                : $"{where} is not encrypted, or not a PEM file: leave the passphrase out (private_key_pwd).");
        }

        var key = RSA.Create();
        try
        {
            if (isEncrypted)
            {
                key.ImportFromEncryptedPem(pem, options.PrivateKeyPassphrase);
            }
            else
            {
                key.ImportFromPem(pem);
            }

            // A public key is a fine PEM too; signing tells.
            _ = key.SignHash(new byte[SHA256.HashSizeInBytes], HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        }
        catch (Exception e) when (e is ArgumentException or CryptographicException)
        {
            key.Dispose();
            throw new ArgumentException($"{where} cannot be used: {(isEncrypted ? "the passphrase is wrong, or " : "")}it is not an RSA private key as PEM, PKCS#8 (BEGIN PRIVATE KEY or BEGIN ENCRYPTED PRIVATE KEY).", e);
        }

        if (key.KeySize < SmallestKey)
        {
            var size = key.KeySize;
            key.Dispose();
            throw new ArgumentException($"{where} has {size} bits; Snowflake wants {SmallestKey} at least.");
        }

        return key;
    }

    private static string ReadFile(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ArgumentException($"The private key's file '{path}' cannot be read: {e.Message}", e);
        }
    }
}
