using CdcToSnowflake.Sql;
using CdcToSnowflake.Sql.Rendering;

namespace CdcToSnowflake.Tests.Sql;

public sealed class MergePartsTests
{
    [Theory]
    [InlineData(6, "aaa bbb|ccc")]
    [InlineData(5, "aaa|bbb|ccc")]
    [InlineData(9, "aaa bbb ccc")]
    [InlineData(1, "aaa|bbb|ccc")]
    public void Split_FillsEachToTheLimitAndNotBeyond(int limit, string expected) => Assert.Equal(expected, Split(limit, "aaa", "bbb", "ccc"));

    [Fact]
    public void Split_CountsBytesNotCharacters() => Assert.Equal("ää|b", Split(4, "ää", "b"));

    private static string Split(int limit, params string[] texts) =>
        string.Join('|', new MergeParts(ProcedureKind.MergeRaw, [.. texts.Select(text => new SqlText(text))]).Split(limit).Select(part => string.Join(' ', part.Select(text => text.Text))));
}
