namespace CdcToSnowflake.Binlog.Positions;

/// <summary>
/// The newest boundaries that were read, so that a wrong acknowledgement is told at once. Older ones than it holds are believed: a sink may
/// well be a million transactions behind, and this may not grow. Thread-safe.
/// </summary>
internal sealed class ReadBoundaries
{
    private const int Capacity = 4096;

    private readonly Lock _lock = new();
    private readonly (string File, long Offset, int Server)[] _newest = new (string, long, int)[Capacity];
    private long _count;
    private int _server;

    /// <summary>Notes a boundary; one that was read before, and is passed again after a reconnection, is known.</summary>
    public void Add(string file, long offset)
    {
        lock (_lock)
        {
            if (_count > 0 && At(_count - 1) is var last && last.Server == _server && BinlogPosition.ComparePlaces(file, offset, last.File, last.Offset) <= 0)
                return;
            _newest[_count++ % Capacity] = (file, offset, _server);
        }
    }

    /// <summary>From here on the boundaries are another server's, whose files have nothing to do with the last one's.</summary>
    public void ChangeServer()
    {
        lock (_lock)
            _server++;
    }

    /// <summary>The running number of a boundary; −1 if it is so old that it is no longer known; null if it was not read.</summary>
    public long? Find(BinlogPosition position)
    {
        lock (_lock)
        {
            var oldest = Math.Max(0, _count - Capacity);
            for (var i = _count - 1; i >= oldest; i--)
            {
                if (At(i) is var (file, offset, _) && offset == position.Offset && file == position.File)
                    return i;
            }
            if (oldest == 0)
                return null;
            var (firstFile, firstOffset, firstServer) = At(oldest);
            return firstServer != _server || BinlogPosition.ComparePlaces(position.File, position.Offset, firstFile, firstOffset) < 0 ? -1 : null;
        }
    }

    private ref (string File, long Offset, int Server) At(long number) => ref _newest[number % Capacity];
}
