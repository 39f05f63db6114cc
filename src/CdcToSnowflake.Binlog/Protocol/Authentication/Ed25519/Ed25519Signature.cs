using System.Security.Cryptography;

namespace CdcToSnowflake.Binlog.Protocol.Authentication.Ed25519;

/// <summary>Ed25519 as RFC 8032 has it; the platform has none. Signs only: nothing here is ever verified.</summary>
internal static class Ed25519Signature
{
    public const int Length = CurvePoint.Length + Scalar.Length;

    /// <summary>Signs a message.</summary>
    /// <param name="secret">RFC 8032's 32 random bytes; MariaDB's plugin ed25519 takes the password itself here, of any length.</param>
    /// <param name="message">What to sign.</param>
    /// <returns>R and S, 64 bytes.</returns>
    public static byte[] Sign(ReadOnlySpan<byte> secret, ReadOnlySpan<byte> message)
    {
        Span<byte> expanded = stackalloc byte[SHA512.HashSizeInBytes];
        SHA512.HashData(secret, expanded);
        var scalar = expanded[..Scalar.Length];
        var prefix = expanded[Scalar.Length..];
        Clamp(scalar);
        var publicKey = CurvePoint.TimesBase(scalar).Encode();
        var nonce = Scalar.Reduce(SHA512.HashData([.. prefix, .. message]));
        var commitment = CurvePoint.TimesBase(nonce).Encode();
        var challenge = Scalar.Reduce(SHA512.HashData([.. commitment, .. publicKey, .. message]));
        byte[] signature = [.. commitment, .. Scalar.MultiplyAdd(challenge, scalar, nonce)];
        CryptographicOperations.ZeroMemory(expanded);
        CryptographicOperations.ZeroMemory(nonce);
        return signature;
    }

    /// <summary>RFC 8032, 5.1.5: a multiple of the cofactor, with its highest bit at a fixed place.</summary>
    private static void Clamp(Span<byte> scalar)
    {
        scalar[0] &= 0b1111_1000;
        scalar[31] &= 0b0111_1111;
        scalar[31] |= 0b0100_0000;
    }
}
