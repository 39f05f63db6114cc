namespace CdcToSnowflake.Binlog.Events;

/// <summary>
/// The event that is being decoded, for the errors of the code below it. Known per thread, because value decoders run in the caller's loop, deep
/// inside ref structs which shouldn't carry a reference for the one case that something is wrong.
/// </summary>
internal sealed class EventPlace
{
    [ThreadStatic]
    private static EventPlace? s_current;

    public string File { get; set; } = "";

    public long Offset { get; set; }

    /// <summary>Makes this the place of whatever fails next on this thread.</summary>
    public void Enter() => s_current = this;

    public static BinlogCorruptException Corrupt(string message, Exception? inner = null) => new(message, s_current?.File, s_current?.Offset, inner);

    public static BinlogUnsupportedException Unsupported(string message) => new(message, s_current?.File, s_current?.Offset);

    public static BinlogPositionException WrongPosition(string message) => new(message, s_current?.File, s_current?.Offset);
}
