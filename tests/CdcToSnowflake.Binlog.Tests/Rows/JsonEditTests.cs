using System.Text;
using CdcToSnowflake.Binlog.Rows.Json;

namespace CdcToSnowflake.Binlog.Tests.Rows;

/// <summary>Partial updates that no server writes: typed errors, and bounded work.</summary>
public sealed class JsonEditTests
{
    /// <summary>{"a": 1, "bc": [5, "x"]} as a small object.</summary>
    private static readonly byte[] s_document = Convert.FromHexString("0002002100" + "12000100" + "13000200" + "050100" + "021500" + "61" + "6263" + "02000C00" + "050500" + "0C0A00" + "0178");

    [Fact]
    public void Document_ByHand_IsWhatTheTestsTakeItFor() => Assert.Equal("""{"a": 1, "bc": [5, "x"]}""", new BinlogJson(s_document).ToString());

    [Theory]
    [InlineData("$.a", 0, "050700", """{"a": 7, "bc": [5, "x"]}""")]
    [InlineData("$.bc[1]", 0, "0C0179", """{"a": 1, "bc": [5, "y"]}""")]
    [InlineData("$.bc[last]", 0, "0C0179", """{"a": 1, "bc": [5, "y"]}""")]
    [InlineData("$.bc[last-1]", 2, "", """{"a": 1, "bc": ["x"]}""")]
    [InlineData("$.bc[0]", 1, "0401", """{"a": 1, "bc": [true, 5, "x"]}""")]
    [InlineData("$.bc[9]", 1, "", """{"a": 1, "bc": [5, "x", null]}""")]
    [InlineData("$.bc[last-9]", 1, "0402", """{"a": 1, "bc": [false, 5, "x"]}""")]
    [InlineData("$.\"a\\u0062\\ud83d\\ude00\\n\"", 1, "050200", """{"a": 1, "bc": [5, "x"], "ab😀\n": 2}""")]
    [InlineData("$.b", 1, "070F000100", """{"a": 1, "b": 65551, "bc": [5, "x"]}""")]
    [InlineData("$.a[0]", 0, "0401", """{"a": true, "bc": [5, "x"]}""")]
    public void Apply_OneOperation_MakesTheDocument(string path, int operation, string value, string expected) =>
        Assert.Equal(expected, new BinlogJson(Apply(s_document, Diff(path, operation, value))).ToString());

    [Theory]
    [InlineData("", 0)]
    [InlineData("a", 0)]
    [InlineData("$", 0)]
    [InlineData("$", 1)]
    [InlineData("$[0]", 0)]
    [InlineData("$[0]", 1)]
    [InlineData("$.a", 1)]
    [InlineData("$.missing", 0)]
    [InlineData("$.missing", 2)]
    [InlineData("$.missing.a", 1)]
    [InlineData("$.a.b", 1)]
    [InlineData("$.a[0]", 1)]
    [InlineData("$.a[0]", 2)]
    [InlineData("$.bc[2]", 0)]
    [InlineData("$.bc[2]", 2)]
    [InlineData("$.bc[last-2]", 2)]
    [InlineData("$.bc.a", 2)]
    [InlineData("$.*", 0)]
    [InlineData("$[*]", 0)]
    [InlineData("$.bc[0 to 1]", 0)]
    [InlineData("$**.a", 0)]
    [InlineData("$.", 0)]
    [InlineData("$.\"a", 0)]
    [InlineData("$.\"\\", 0)]
    [InlineData("$.\"\\x\"", 1)]
    [InlineData("$.\"\\u12\"", 1)]
    [InlineData("$.\"\\ud83d\"", 1)]
    [InlineData("$.\"\\ud83d\\u0041\"", 1)]
    [InlineData("$.bc[", 1)]
    [InlineData("$.bc[]", 1)]
    [InlineData("$.bc[1", 1)]
    [InlineData("$.bc[last", 1)]
    [InlineData("$.bc[last+1]", 1)]
    [InlineData("$.bc[99999999999]", 1)]
    public void Apply_WhatDoesNotFit_ThrowsCorrupt(string path, int operation) =>
        Assert.Throws<BinlogCorruptException>(() => Apply(s_document, Diff(path, operation, "050100")));

    [Theory]
    [InlineData("03")]
    [InlineData("00")]
    [InlineData("00FF")]
    [InlineData("0003242E61")]
    [InlineData("0003242E6109")]
    [InlineData("0003242E610105")]
    [InlineData("0003242E61020C7F")]
    [InlineData("0003242E610102")]
    [InlineData("0003242E61050200000000")]
    public void Apply_ListThatIsNotSound_ThrowsCorrupt(string hex) => Assert.Throws<BinlogCorruptException>(() => Apply(s_document, Convert.FromHexString(hex)));

    [Fact]
    public void Apply_KeyOverTheLimit_ThrowsCorrupt() =>
        Assert.Throws<BinlogCorruptException>(() => Apply(s_document, Diff("$." + new string('k', 65_536), 1, "0401")));

    [Fact]
    public void Apply_DeeperThanDocumentsMayBe_ThrowsCorrupt() =>
        Assert.Throws<BinlogCorruptException>(() => Apply(s_document, Diff("$" + string.Concat(Enumerable.Repeat(".a", 101)), 1, "0401")));

    [Fact]
    public void Apply_ManyEntriesForTheSameBytes_IsNotMultiplied()
    {
        // 60,000 elements of a large array that all point to the same text of 200,000 bytes.
        const int Count = 60_000;
        var text = new byte[200_003];
        text[0] = 0xC0;
        text[1] = 0x9A;
        text[2] = 0x0C;
        var document = new byte[1 + 8 + (Count * 5) + text.Length];
        document[0] = (byte)JsonType.LargeArray;
        BitConverter.TryWriteBytes(document.AsSpan(1), Count);
        BitConverter.TryWriteBytes(document.AsSpan(5), document.Length - 1);
        for (var i = 0; i < Count; i++)
        {
            document[9 + (i * 5)] = (byte)JsonType.String;
            BitConverter.TryWriteBytes(document.AsSpan(10 + (i * 5)), 8 + (Count * 5));
        }

        text.CopyTo(document, 9 + (Count * 5));
        var before = GC.GetAllocatedBytesForCurrentThread();

        var error = Assert.Throws<BinlogCorruptException>(() => Apply(document, Diff("$[0]", 2, "")));

        Assert.Contains("overlap", error.Message, StringComparison.Ordinal);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 16 << 20);
    }

    [Fact]
    public void Apply_OverSixtyFourKibibytes_BecomesLargeAndBack()
    {
        var text = "0C" + "F0A204" + string.Concat(Enumerable.Repeat("7A", 70_000));
        var large = Apply(s_document, [.. Diff("$.c", 1, text), .. Diff("$.d", 1, "0770110100")]);
        Assert.Equal((byte)JsonType.LargeObject, large[0]);
        Assert.Equal($$"""{"a": 1, "c": "{{new string('z', 70_000)}}", "d": 70000, "bc": [5, "x"]}""", new BinlogJson(large).ToString());

        var small = Apply(large, [.. Diff("$.c", 2, ""), .. Diff("$.d", 2, "")]);

        Assert.Equal(s_document, small);
    }

    private static byte[] Apply(byte[] document, byte[] diffs)
    {
        var edit = new JsonEdit();
        var result = new byte[edit.Apply(document, diffs)];
        edit.Write(result);
        return result;
    }

    private static byte[] Diff(string path, int operation, string value)
    {
        var bytes = Encoding.UTF8.GetBytes(path);
        var valueBytes = Convert.FromHexString(value);
        return operation == 2 ? [2, .. Length(bytes.Length), .. bytes] : [(byte)operation, .. Length(bytes.Length), .. bytes, .. Length(valueBytes.Length), .. valueBytes];
    }

    private static byte[] Length(int length) => length < 251 ? [(byte)length] : [0xFD, (byte)length, (byte)(length >> 8), (byte)(length >> 16)];
}
