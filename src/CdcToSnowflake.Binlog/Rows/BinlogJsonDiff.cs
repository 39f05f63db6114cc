using System.Text;

namespace CdcToSnowflake.Binlog;

/// <summary>One operation of a partial update on a JSON document.</summary>
public readonly ref struct BinlogJsonDiff
{
    internal BinlogJsonDiff(BinlogJsonDiffOperation operation, ReadOnlySpan<byte> path, ReadOnlySpan<byte> value)
    {
        Operation = operation;
        PathUtf8 = path;
        Value = new BinlogJson(value);
    }

    /// <summary>What is done.</summary>
    public BinlogJsonDiffOperation Operation { get; }

    /// <summary>Where: a MySQL JSON path without wildcards, such as <c>$.items[2]."unit price"</c>, in UTF-8.</summary>
    public ReadOnlySpan<byte> PathUtf8 { get; }

    /// <summary>The new value; the JSON literal null for <see cref="BinlogJsonDiffOperation.Remove"/>, which has none.</summary>
    public BinlogJson Value { get; }

    /// <summary>The path as text.</summary>
    /// <returns>The text.</returns>
    public string GetPath() => Encoding.UTF8.GetString(PathUtf8);
}
