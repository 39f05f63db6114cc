using CdcToSnowflake.Binlog.Rows;

namespace CdcToSnowflake.Binlog.Events;

/// <summary>
/// Turns whole events into what a <see cref="BinlogBatch"/> shows. Keeps what outlives a buffer: format description, checksum, table maps, place, GTIDs, the open transaction.
/// The same for files and servers; the caller frames (<see cref="EventFrame"/>).
/// </summary>
/// <remarks>
/// A server's stream: <see cref="Start"/> with the position asked for, <see cref="ServerChecksum"/> as negotiated (the first fake ROTATE comes before the format
/// description and carries a CRC already), then <see cref="Decode"/> with buffers of whole events, back to back, without packet headers and status bytes.
/// </remarks>
internal sealed class BinlogDecoder : IDisposable
{
    private readonly BinlogOptions _options;
    private readonly bool _fromServer;
    private readonly BinlogBatch _batch;
    private ReadOnlyMemory<byte> _events;

    /// <param name="options">How to decode.</param>
    /// <param name="fromServer">Whether places come from the events' own headers and fake ROTATEs (a server), or from counting bytes (a file).</param>
    public BinlogDecoder(BinlogOptions options, bool fromServer)
    {
        _options = options;
        _fromServer = fromServer;
        _batch = new BinlogBatch(this);
    }

    public BinlogEventKind Kind { get; private set; }

    public string File { get; private set; } = "";

    public long StartOffset { get; private set; }

    public long EndOffset { get; private set; }

    public long TimestampMicros { get; private set; }

    public uint ServerId { get; private set; }

    public BinlogTransaction? Transaction { get; private set; }

    public RowsEvent Rows { get; } = new();

    public RowChanges RowChanges => new(default, Rows);

    public string QuerySchema { get; private set; } = "";

    public string QueryText { get; private set; } = "";

    public bool IsBoundary => Transaction is null || Kind is BinlogEventKind.Commit or BinlogEventKind.Rollback;

    public BinlogPosition Position => new(File, EndOffset);

    /// <summary>Whether the server sends a CRC32 with each event; holds until a format description says it itself.</summary>
    public bool ServerChecksum { get; set; }

    /// <summary>The <c>server_uuid</c> to note in positions; null for files.</summary>
    public Guid? ServerUuid { get; set; }

    /// <summary>Forgets everything but the options and goes to a place; <see cref="BinlogPosition.GtidSet"/> is what later positions' sets grow from.</summary>
    public void Start(BinlogPosition? from)
    {
        File = from?.File ?? "";
        EndOffset = from?.Offset ?? BinlogPosition.FirstEvent;
    }

    /// <summary>Walks what is unread of the last buffer, then makes the batch over the next one, which must stay untouched until the next call.</summary>
    public BinlogBatch Decode(ReadOnlyMemory<byte> wholeEvents)
    {
        _events = wholeEvents;
        return _batch;
    }

    public bool Read()
    {
        _events = default;
        return false;
    }

    public void Dispose()
    {
    }
}
