using CdcToSnowflake.Binlog.Rows.Text;

namespace CdcToSnowflake.Binlog.Rows;

/// <summary>How to decode one column.</summary>
internal readonly struct ColumnPlan
{
    public required ColumnCode Code { get; init; }

    /// <summary>Bytes of a value, for types whose values all take the same; else 0.</summary>
    public int Width { get; init; }

    /// <summary>Bytes of the length before a value (1–4), for types that vary; else 0.</summary>
    public int LengthBytes { get; init; }

    /// <summary>BINARY's declared bytes.</summary>
    public int PadTo { get; init; }

    /// <summary>Where a DECIMAL's digits lie.</summary>
    public DecimalLayout? Decimal { get; init; }

    /// <summary>Why a column is <see cref="ColumnCode.Refused"/>, and what to do.</summary>
    public string? Refusal { get; init; }

    /// <summary>The charset of text that isn't UTF-8.</summary>
    public CharsetDecoder? Charset { get; init; }

    /// <summary>The strings of an ENUM (by ordinal − 1) or a SET (by bit), in UTF-8.</summary>
    public byte[][]? Names { get; init; }
}
