using System.Security.Cryptography;
using System.Text;
using CdcToSnowflake.Sql.Rendering;

namespace CdcToSnowflake.Tests.Sql;

/// <summary>Fingerprints stand in the comments of accounts: another one for the same text would replace every task there is.</summary>
public sealed class FingerprintTests
{
    [Theory]
    [InlineData("")]
    [InlineData("MERGE INTO t")]
    [InlineData("ä €\uD83D\uDE00 and a half \uD83D")]
    public void Of_Text_IsTheBeginningOfItsSha256(string text) => Assert.Equal(Plain(text), Fingerprint.Of(text));

    [Fact]
    public void Of_SeveralTexts_IsThatOfThemWithLineBreaksBetween() => Assert.Equal(Plain("a\nä\n\nb"), Fingerprint.Of(["a", "ä", "", "b"]));

    private static byte[] Plain(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text))[..8];
}
