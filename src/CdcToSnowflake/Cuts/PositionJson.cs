using CdcToSnowflake.Binlog;

namespace CdcToSnowflake.Cuts;

/// <summary>A position, as JSON.</summary>
internal sealed record PositionJson
{
    public string? File { get; init; }

    public long Offset { get; init; }

    public string? GtidSet { get; init; }

    public Guid? ServerUuid { get; init; }

    public bool IsMariaDb { get; init; }

    public string? LastEvent { get; init; }

    public static PositionJson? Of(BinlogPosition? position) => position is null ? null : new PositionJson
    {
        File = position.File,
        Offset = position.Offset,
        GtidSet = position.GtidSet,
        ServerUuid = position.ServerUuid,
        IsMariaDb = position.IsMariaDb,
        LastEvent = position.LastEvent,
    };

    public BinlogPosition? ToPosition() => string.IsNullOrEmpty(File) || Offset < 0 ? null : new BinlogPosition(File, Offset)
    {
        GtidSet = GtidSet,
        ServerUuid = ServerUuid,
        IsMariaDb = IsMariaDb,
        LastEvent = LastEvent,
    };
}
