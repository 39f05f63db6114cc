namespace CdcToSnowflake.Binlog.Rows;

/// <summary>Where a column's value lies in its row image: after its length prefix, relative to the image's first value.</summary>
internal readonly struct ValueSlot(int start, int length)
{
    public const int NullStart = -1;
    public const int AbsentStart = -2;

    /// <summary>From here downwards: no value but the operations of a partial update, which lie at this minus the start.</summary>
    public const int DiffsStart = -3;

    public readonly int Start = start;
    public readonly int Length = length;

    public static ValueSlot Diffs(int start, int length) => new(DiffsStart - start, length);
}
