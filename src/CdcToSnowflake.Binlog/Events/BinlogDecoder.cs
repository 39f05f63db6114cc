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
internal sealed partial class BinlogDecoder : IDisposable
{
    private readonly BinlogOptions _options;
    private readonly bool _fromServer;
    private readonly BinlogBatch _batch;
    private readonly TableMaps _tables;
    private readonly TransactionTracker _transactions = new();
    private readonly TransactionPayload _payload;
    private readonly MariaCompressed _compressed;
    private readonly StreamPlace _place;
    private readonly EventPlace _errorPlace = new();
    private readonly RowsStatement _statement = new();
    private ReadOnlyMemory<byte> _events;
    private ReadOnlyMemory<byte> _rows;
    private EventHeader _outer;
    private ReadOnlyMemory<byte> _outerBody;
    private FormatDescription? _format;
    private BinlogPosition? _rotateTo;
    private uint _timestamp;
    private bool _isPeeked;

    /// <param name="options">How to decode.</param>
    /// <param name="fromServer">Whether places come from the events' own headers and fake ROTATEs (a server), or from counting bytes (a file).</param>
    public BinlogDecoder(BinlogOptions options, bool fromServer)
    {
        _options = options;
        _fromServer = fromServer;
        _batch = new BinlogBatch(this);
        _tables = new TableMaps(options.TableFilter);
        _payload = new TransactionPayload(options.MaxEventBytes);
        _compressed = new MariaCompressed(options.MaxEventBytes);
        _place = new StreamPlace(fromServer);
        Rows = new RowsEvent(options.MaxEventBytes);
    }

    public BinlogEventKind Kind { get; private set; }

    public string File => _place.File;

    /// <summary>Where the event starts; events inside a payload have no place of their own, and mysqlbinlog prints the payload's end for them.</summary>
    public long StartOffset => _payload.IsOpen ? _place.End : _place.Start;

    public long EndOffset => _place.End;

    public long TimestampMicros => _transactions.CommitTimestampMicros is > 0 and var micros ? micros : _timestamp * 1_000_000L;

    public uint ServerId { get; private set; }

    public BinlogTransaction? Transaction => _transactions.Transaction;

    /// <summary>Events since <see cref="Start"/>, seen or not, those inside payloads too.</summary>
    public long EventsRead { get; private set; }

    public RowsEvent Rows { get; }

    public RowChanges RowChanges => new(_rows.Span, Rows);

    /// <summary>The statement that is logged beside the current rows.</summary>
    public string? RowsQuery => _statement.Text;

    /// <summary>The XA transaction that the current event prepares, commits or rolls back.</summary>
    public string? Xid { get; private set; }

    /// <summary>Whether the current rollback stands in no log: whoever wrote the transaction went away inside it.</summary>
    public bool IsAbandoned { get; private set; }

    public string QuerySchema { get; private set; } = "";

    public string QueryText { get; private set; } = "";

    public ulong? QuerySqlMode { get; private set; }

    public bool IsBoundary => Transaction is null || Kind is BinlogEventKind.Commit or BinlogEventKind.Rollback or BinlogEventKind.XaPrepare;

    public BinlogPosition Position => (_rotateTo ?? new BinlogPosition(File, EndOffset)) with
    {
        GtidSet = _transactions.DoneGtids,
        ServerUuid = ServerUuid,
        IsMariaDb = _format?.IsMariaDb ?? false,
        LastEvent = LastEvent,
    };

    /// <summary>The file that a ROTATE just read says comes next.</summary>
    public string? NextFile => _rotateTo?.File;

    /// <summary>Whether the server sends a CRC32 with each event; holds until a format description says it itself.</summary>
    public bool ServerChecksum { get; set; }

    /// <summary>The <c>server_uuid</c> to note in positions; null for files.</summary>
    public Guid? ServerUuid { get; set; }

    /// <summary>Whose log it is, for <see cref="BinlogPosition.LastEvent"/>; null = none is noted.</summary>
    public string? LogOwner { get; set; }

    /// <summary>
    /// The server's <c>server_id</c> where GTIDs tell how to go on: then only events of its own are noted. What it replicated may stand elsewhere in its log once it is made anew from a copy, and is told
    /// by GTID. Null = each event is noted.
    /// </summary>
    public uint? OwnServerId { get; set; }

    /// <summary>Forgets everything but the options and goes to a place; <see cref="BinlogPosition.GtidSet"/> is what later positions' sets grow from.</summary>
    /// <param name="from">The place; null = the earliest.</param>
    /// <param name="voided">A transaction that the reader knows as open and that won't go on here: it is told to be void before anything else.</param>
    public void Start(BinlogPosition? from, BinlogTransaction? voided = null)
    {
        _events = default;
        _isPeeked = false;
        _rotateTo = null;
        _format = null;
        _payload.Close();
        _tables.Clear();
        _transactions.Start(from, voided);
        _place.Go(from?.File ?? "", from?.Offset ?? BinlogPosition.FirstEvent);
        Kind = BinlogEventKind.None;
        EventsRead = 0;
        StartBoundary(from);
    }

    /// <summary>Goes on in a file at an offset; what is known of format and transaction stays.</summary>
    public void Go(string file, long offset)
    {
        _rotateTo = null;
        _place.Go(file, offset);
    }

    /// <summary>Walks what is unread of the last buffer, then makes the batch over the next one, which must stay untouched until the next call.</summary>
    public BinlogBatch Decode(ReadOnlyMemory<byte> wholeEvents)
    {
        Drain();
        _events = wholeEvents;
        return _batch;
    }

    /// <summary>Walks what is unread of the last buffer.</summary>
    public void Drain()
    {
        while (Read())
        {
            // Reading checks and counts; nobody wants to see these events.
        }
    }

    public bool Read()
    {
        if (!Peek())
        {
            return false;
        }

        _isPeeked = false;
        NoteBoundary();
        return true;
    }

    /// <summary>Goes to the next event but leaves it unread: the next <see cref="Read"/> stays at it.</summary>
    public bool Peek() => _isPeeked = _isPeeked || ReadEvent();

    private bool ReadEvent()
    {
        if (Kind is BinlogEventKind.Commit or BinlogEventKind.Rollback or BinlogEventKind.XaPrepare)
        {
            _transactions.Leave();
        }

        Kind = BinlogEventKind.None;
        Xid = null;
        IsAbandoned = false;
        while (_payload.IsOpen || !_events.IsEmpty)
        {
            if (_payload.IsOpen)
            {
                EnterPlace(_place.Start);
                if (_payload.Next(out var inner))
                {
                    EventsRead++;
                    var innerHeader = EventHeader.Create(inner.Span);
                    if (Process(in innerHeader, inner[EventFrame.HeaderLength..]))
                    {
                        return true;
                    }
                }
            }
            else if (ReadOuter())
            {
                return true;
            }
        }

        return false;
    }

    public void Dispose()
    {
        _payload.Dispose();
        _compressed.Dispose();
    }

    private bool ReadOuter()
    {
        EnterPlace(_place.End);
        if (_rotateTo is { } next)
        {
            _place.Go(next.File, next.Offset);
            _rotateTo = null;
        }

        var header = EventHeader.Create(_events.Span);
        var bytes = _events[..(int)header.Size];
        _events = _events[bytes.Length..];
        _place.Advance(in header);
        EnterPlace(_place.Start);
        if (bytes.Length > _options.MaxEventBytes)
        {
            throw EventPlace.Corrupt($"An event of {bytes.Length} bytes; at most {_options.MaxEventBytes} are allowed (MaxEventBytes).");
        }

        var hasChecksum = header.Type == EventType.FormatDescription
            ? FormatDescription.HasOwnChecksum(bytes.Span[EventFrame.HeaderLength..])
            : _format?.HasChecksums ?? ServerChecksum;
        if (hasChecksum)
        {
            Checksum.Check(bytes.Span, in header, _options.VerifyChecksums);
        }

        // The format description needs its own trailer to find the algorithm's byte.
        var body = bytes[EventFrame.HeaderLength..(hasChecksum && header.Type != EventType.FormatDescription ? bytes.Length - Checksum.Length : bytes.Length)];
        EventsRead++;
        (_outer, _outerBody) = (header, body);
        return Process(in header, body);
    }

    private void EnterPlace(long offset)
    {
        _errorPlace.File = _place.File;
        _errorPlace.Offset = offset;
        _errorPlace.Enter();
    }
}
