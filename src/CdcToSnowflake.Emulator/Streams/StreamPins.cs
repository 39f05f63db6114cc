namespace CdcToSnowflake.Emulator.Streams;

/// <summary>The windows that readers hold. A commit prunes a log only behind the offsets and behind these.</summary>
internal sealed class StreamPins
{
    private readonly Lock _lock = new();
    private readonly List<Pin> _pins = [];

    /// <summary>Holds a table's changes after a version, for a transaction, until the pin is disposed of.</summary>
    public IDisposable Add(object owner, long tableId, long streamId, long version)
    {
        var pin = new Pin(this, owner, tableId, streamId, version);
        lock (_lock)
        {
            _pins.Add(pin);
        }

        return pin;
    }

    /// <summary>The lowest version that anybody else holds of a table's changes; <see cref="long.MaxValue"/> if nobody does.</summary>
    public long Lowest(long tableId, object? except)
    {
        lock (_lock)
        {
            var lowest = long.MaxValue;
            foreach (var pin in _pins)
            {
                if (pin.TableId == tableId && !ReferenceEquals(pin.Owner, except))
                {
                    lowest = Math.Min(lowest, pin.Version);
                }
            }

            return lowest;
        }
    }

    /// <summary>Whether anybody else reads a stream, and so perhaps its initial rows.</summary>
    public bool AnyOn(long streamId, object except)
    {
        lock (_lock)
        {
            return _pins.Exists(pin => pin.StreamId == streamId && !ReferenceEquals(pin.Owner, except));
        }
    }

    private sealed class Pin(StreamPins pins, object owner, long tableId, long streamId, long version) : IDisposable
    {
        public object Owner => owner;

        public long TableId => tableId;

        public long StreamId => streamId;

        public long Version => version;

        public void Dispose()
        {
            lock (pins._lock)
            {
                pins._pins.Remove(this);
            }
        }
    }
}
