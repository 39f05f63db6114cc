namespace CdcToSnowflake.Binlog.Rows;

/// <summary>Up to nine decimal digits in one big-endian integer.</summary>
internal readonly struct DecimalGroup
{
    public DecimalGroup(int digits)
    {
        Digits = digits;
        Width = BytesByDigits[digits];
        Power = Pow10[digits];
    }

    private static ReadOnlySpan<byte> BytesByDigits => [0, 1, 1, 2, 2, 3, 3, 4, 4, 4];

    private static ReadOnlySpan<uint> Pow10 => [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000];

    public int Digits { get; }

    /// <summary>Bytes: 1 to 4.</summary>
    public int Width { get; }

    /// <summary>Ten to the power of the digits: what the group must stay below.</summary>
    public uint Power { get; }
}
