using CdcToSnowflake.Binlog.Positions;

namespace CdcToSnowflake.Binlog.Events;

/// <content>Where a stream that was lost can go on: a transaction's boundary, and how much after it was seen already.</content>
internal sealed partial class BinlogDecoder
{
    private string _boundaryFile = "";
    private long _boundaryOffset;
    private LoggedEvent _lastEvent;
    private string? _lastEventText;

    /// <summary>The last place outside of any transaction; null before the first. Made anew with each call.</summary>
    public BinlogPosition? LastBoundary => _boundaryFile.Length == 0 ? null : new BinlogPosition(_boundaryFile, _boundaryOffset)
    {
        // Grows with each transaction's end only, so it is the boundary's, wherever the stream is by now.
        GtidSet = _transactions.DoneGtids,
        ServerUuid = ServerUuid,
        IsMariaDb = _format?.IsMariaDb ?? false,
        LastEvent = LastEvent,
    };

    // As text where a start gave it, or once somebody asked.
    private string? LastEvent => _lastEventText ??= _lastEvent.File is null ? null : _lastEvent.ToString();

    /// <summary>How many visible events were read since <see cref="LastBoundary"/>; heartbeats, which come when they please, don't count.</summary>
    public long EventsSinceBoundary { get; private set; }

    /// <summary>How many visible events were read since <see cref="Start"/>, heartbeats too.</summary>
    public long EventsSeen { get; private set; }

    /// <summary>Told of each boundary that is read; null for files, whose readers acknowledge nothing.</summary>
    public ReadBoundaries? Boundaries { get; init; }

    /// <summary>Whether the peeked event lies before a boundary of the same server's, so that whoever read up to there has seen it.</summary>
    public bool IsBefore(BinlogPosition boundary) => Kind switch
    {
        BinlogEventKind.Rotate => BinlogPosition.ComparePlaces(_rotateTo?.File ?? File, _rotateTo?.Offset ?? EndOffset, boundary.File, boundary.Offset) <= 0,
        BinlogEventKind.Heartbeat => BinlogPosition.ComparePlaces(File, EndOffset, boundary.File, boundary.Offset) < 0,
        _ => BinlogPosition.ComparePlaces(File, _place.Start, boundary.File, boundary.Offset) < 0,
    };

    private void StartBoundary(BinlogPosition? from)
    {
        _boundaryFile = from?.File ?? "";
        _boundaryOffset = from?.Offset ?? 0;
        EventsSinceBoundary = 0;
        EventsSeen = 0;
        _lastEvent = default;
        _lastEventText = from?.LastEvent;
    }

    private void NoteLastEvent(string owner)
    {
        // What the server only makes up as it sends isn't in its log.
        var isLogged = _outer.LogPosition != 0 && (_outer.Flags & EventFlags.Artificial) == 0 && _outer.Type is not (EventType.FormatDescription or EventType.Heartbeat or EventType.HeartbeatV2);
        if (isLogged && (OwnServerId is not { } own || (_outer.ServerId == own && Kind != BinlogEventKind.Rotate)))
        {
            _lastEvent = LoggedEvent.Create(owner, File, _place.Start, in _outer, _outerBody.Span);
            _lastEventText = null;
        }
    }

    private void NoteBoundary()
    {
        EventsSeen++;
        if (IsBoundary)
        {
            _boundaryFile = _rotateTo?.File ?? File;
            _boundaryOffset = _rotateTo?.Offset ?? EndOffset;
            EventsSinceBoundary = 0;
            Boundaries?.Add(_boundaryFile, _boundaryOffset);
            if (LogOwner is { } owner)
            {
                NoteLastEvent(owner);
            }
        }
        else if (Kind != BinlogEventKind.Heartbeat)
        {
            EventsSinceBoundary++;
        }
    }
}
