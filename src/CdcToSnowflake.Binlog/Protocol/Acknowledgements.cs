using CdcToSnowflake.Binlog.Positions;

namespace CdcToSnowflake.Binlog.Protocol;

/// <summary>How far one reading was acknowledged, and the server's part in it. The reader and whoever acknowledges may be different threads.</summary>
internal sealed class Acknowledgements(BinlogPosition? position)
{
    private readonly Lock _lock = new();
    private BinlogStream? _stream;
    private long _number = -1;

    public ReadBoundaries Boundaries { get; } = new();

    /// <summary>The last position that was acknowledged.</summary>
    public BinlogPosition? Position { get; private set; } = position;

    /// <summary>Where acknowledgements are sent, if the server wants them; null between two connections.</summary>
    public BinlogStream? Stream
    {
        set
        {
            lock (_lock)
                _stream = value;
        }
    }

    public void Acknowledge(BinlogPosition position)
    {
        lock (_lock)
        {
            var number = Boundaries.Find(position)
                ?? throw new ArgumentException($"{position} is no transaction's boundary that this reading has reached; acknowledge a Position at which IsBoundary was true.", nameof(position));
            if (number < _number || (number == -1 && Position is { } last && last.ServerUuid == position.ServerUuid
                && BinlogPosition.ComparePlaces(position.File, position.Offset, last.File, last.Offset) < 0))
                throw new ArgumentException($"{position} lies before {Position}, which is acknowledged already; acknowledgements don't go back.", nameof(position));
            _number = number;
            Position = position;
            _stream?.Acknowledge(position);
        }
    }
}
