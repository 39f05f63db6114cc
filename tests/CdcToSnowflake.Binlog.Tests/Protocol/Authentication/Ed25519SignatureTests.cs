using System.Numerics;
using CdcToSnowflake.Binlog.Protocol.Authentication.Ed25519;
using CsCheck;

namespace CdcToSnowflake.Binlog.Tests.Protocol.Authentication;

public sealed class Ed25519SignatureTests
{
    private static readonly BigInteger s_prime = BigInteger.Pow(2, 255) - 19;
    private static readonly BigInteger s_order = BigInteger.Pow(2, 252) + BigInteger.Parse("27742317777372353535851937790883648493", null);

    /// <summary>RFC 8032, 7.1: TEST 1, 2, 3 and SHA(abc).</summary>
    [Theory]
    [InlineData(
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b")]
    [InlineData(
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00")]
    [InlineData(
        "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
        "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a")]
    [InlineData(
        "833fe62409237b9d62ec77587520911e9a759cec1d19755b7da901b96dca3d42",
        "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f",
        "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b58909351fc9ac90b3ecfdfbc7c66431e0303dca179c138ac17ad9bef1177331a704")]
    public void Sign_VectorsOfRfc8032_GiveItsSignatures(string secret, string message, string signature) =>
        Assert.Equal(signature, Convert.ToHexStringLower(Ed25519Signature.Sign(Convert.FromHexString(secret), Convert.FromHexString(message))));

    [Fact]
    public void FieldElement_AnyNumbers_EqualsBigIntegers() =>
        Gen.Select(Bytes(32), Bytes(32)).Sample((first, second) =>
        {
            var (a, b) = (FieldElement.FromBytes(first), FieldElement.FromBytes(second));
            var (x, y) = (Number(first) % BigInteger.Pow(2, 255), Number(second) % BigInteger.Pow(2, 255));

            Assert.Equal(Mod(x, s_prime), Value(a));
            Assert.Equal(Mod(x + y, s_prime), Value(a + b));
            Assert.Equal(Mod(x - y, s_prime), Value(a - b));
            Assert.Equal(Mod(x * y, s_prime), Value(a * b));
            Assert.Equal(Mod((x - y) * (x + y) * (x - y), s_prime), Value((a - b) * (a + b) * (a - b)));
            if (Value(a) != 0)
                Assert.Equal(BigInteger.One, Value(a * a.Inverse()));
        });

    [Fact]
    public void Scalar_AnyNumbers_EqualsBigIntegers() =>
        Gen.Select(Bytes(64), Bytes(32), Bytes(32)).Sample((wide, second, third) =>
        {
            var reduced = Scalar.Reduce(wide);

            Assert.Equal(Mod(Number(wide), s_order), Number(reduced));
            Assert.Equal(Mod((Number(reduced) * Number(second)) + Number(third), s_order), Number(Scalar.MultiplyAdd(reduced, second, third)));
        });

    /// <summary>Bytes among which the extremes, where carries run through, are frequent.</summary>
    private static Gen<byte[]> Bytes(int count) => Gen.OneOf(Gen.Byte, Gen.Const((byte)0xFF), Gen.Const((byte)0)).Array[count];

    private static BigInteger Number(ReadOnlySpan<byte> bytes) => new(bytes, isUnsigned: true);

    private static BigInteger Mod(BigInteger number, BigInteger modulus) => ((number % modulus) + modulus) % modulus;

    private static BigInteger Value(FieldElement element)
    {
        var bytes = new byte[32];
        element.CopyTo(bytes);
        return Number(bytes);
    }
}
