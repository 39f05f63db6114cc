namespace CdcToSnowflake.Binlog.Rows;

/// <summary>The values of one image and where each lies.</summary>
internal readonly ref struct RowImage(ReadOnlySpan<byte> values, ReadOnlySpan<ValueSlot> slots)
{
    public readonly ReadOnlySpan<byte> Values = values;
    public readonly ReadOnlySpan<ValueSlot> Slots = slots;
}
