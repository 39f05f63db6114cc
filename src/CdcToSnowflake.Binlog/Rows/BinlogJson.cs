using System.Buffers;
using System.Text;

namespace CdcToSnowflake.Binlog;

/// <summary>A document of MySQL's binary JSON, decoded on demand.</summary>
public readonly ref struct BinlogJson
{
    internal BinlogJson(ReadOnlySpan<byte> binary) => Binary = binary;

    /// <summary>The document as the server stores it; empty means the JSON literal null.</summary>
    public ReadOnlySpan<byte> Binary { get; }

    /// <summary>Writes the document as UTF-8 text, spelled as MySQL's own <c>CAST(… AS CHAR)</c> spells it.</summary>
    /// <param name="output">Takes the text.</param>
    /// <exception cref="BinlogCorruptException">The document isn't sound.</exception>
    public void WriteTo(IBufferWriter<byte> output) => Rows.Json.JsonText.Write(Binary, output);

    /// <summary>The document as text.</summary>
    /// <returns>The text.</returns>
    public override string ToString()
    {
        var output = new ArrayBufferWriter<byte>();
        WriteTo(output);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
