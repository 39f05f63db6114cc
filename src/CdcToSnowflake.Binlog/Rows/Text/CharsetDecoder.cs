namespace CdcToSnowflake.Binlog.Rows.Text;

/// <summary>Turns text of one charset into UTF-8.</summary>
internal abstract class CharsetDecoder
{
    /// <summary>Writes the text in UTF-8.</summary>
    /// <returns>The text: the source itself where it is ASCII and the charset holds ASCII, else a part of the scratch memory.</returns>
    public abstract ReadOnlySpan<byte> ToUtf8(ReadOnlySpan<byte> text, RowScratch scratch);
}
