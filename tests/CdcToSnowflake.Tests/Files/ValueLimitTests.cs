using CdcToSnowflake.Files;
using CdcToSnowflake.Model;

namespace CdcToSnowflake.Tests.Files;

/// <summary>Snowflake's limit on one value, 128 MB of text or JSON ("String &amp; binary data types", "Semi-structured data types"): a file with a larger one would not be loaded.</summary>
public sealed class ValueLimitTests
{
    private const int MiB = 1 << 20;

    [Fact]
    public void Close_PartsThatAreTooLargeTogether_NamesTheColumn()
    {
        var value = new Parts();
        value.Write(70 * MiB);
        value.Write(70 * MiB);

        var error = Assert.Throws<UnfitValueException>(value.End);
        Assert.Equal("notes", error.Column);
    }

    [Fact]
    public void Close_ExactlyAsLargeAsAllowed_IsTaken()
    {
        var value = new Parts();
        value.Write(64 * MiB);
        value.Write(64 * MiB);
        value.End();
    }

    [Fact]
    public void Space_OnePartThatIsTooLarge_NamesTheColumn() => Assert.Equal("notes", Assert.Throws<UnfitValueException>(() => new Parts().Write((128 * MiB) + 1)).Column);

    // What a JSON document is written as: part by part, with nobody knowing the whole length before.
    private sealed class Parts() : VariableColumn(new ColumnSpec(new SourceColumn("notes", new SourceType(SourceKind.Json), true), false, []), new BufferSize())
    {
        public void Write(int bytes)
        {
            Space(bytes);
            Used(bytes);
        }

        public void End() => Close();
    }
}
