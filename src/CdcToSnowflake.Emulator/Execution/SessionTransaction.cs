using CdcToSnowflake.Emulator.Catalog;
using CdcToSnowflake.Emulator.Streams;

namespace CdcToSnowflake.Emulator.Execution;

/// <summary>
/// A transaction as Snowflake has it, explicit or of one statement. Until its first write it holds no DuckDB transaction: each read sees what is
/// committed then (READ COMMITTED), only streams are pinned to its begin.
/// </summary>
internal sealed class SessionTransaction : IDisposable
{
    private readonly Engine _engine;
    private readonly Dictionary<long, (StreamWindow Window, IDisposable Pin)> _windows = [];
    private HashSet<long> _consumed = [];

    public SessionTransaction(Engine engine, bool isExplicit)
    {
        _engine = engine;
        IsExplicit = isExplicit;
        BeginVersion = engine.State.Version;
        Id = engine.Clock.GetUtcNow().ToUnixTimeMilliseconds() * 1_000_000;
    }

    public bool IsExplicit { get; }

    /// <summary>What was committed when it began: streams are read up to here, and its own changes come after.</summary>
    public long BeginVersion { get; }

    /// <summary>CURRENT_TRANSACTION(): like Snowflake's, the begin in nanoseconds.</summary>
    public long Id { get; }

    public WriteScope? Write { get; private set; }

    public WriteScope BeginWrite(DuckSession duck, CancellationToken cancellationToken) =>
        Write ??= WriteScope.Begin(_engine, duck, IsExplicit, cancellationToken);

    /// <summary>What this transaction sees of a stream, the same each time.</summary>
    public StreamWindow Window(StreamObject stream, StreamOffset offset)
    {
        if (_windows.TryGetValue(stream.Id, out var known))
        {
            if (known.Window.From != offset.Version || known.Window.Initial != offset.Initial)
            {
                throw new SnowflakeException(
                    2158, "40001", $"Stream {stream.Key} was consumed by another transaction after this one had read it. Roll back and try again.");
            }

            return known.Window;
        }

        var window = new StreamWindow(offset.Version, Math.Max(offset.Version, BeginVersion), offset.Initial);
        _windows.Add(stream.Id, (window, _engine.Pins.Add(this, stream.TableId, stream.Id, offset.Version)));
        return window;
    }

    /// <summary>Which streams the commit will move.</summary>
    public IReadOnlySet<long> Consumed => _consumed;

    public void Consume(IEnumerable<long> streamIds) => _consumed.UnionWith(streamIds);

    /// <summary>Where a CALL begins, for <see cref="UndoTo"/>.</summary>
    public ((EngineState State, int Done)? Write, IReadOnlySet<long> Consumed) Mark()
    {
        Write?.Repair();
        return (Write?.Mark(), _consumed.ToHashSet());
    }

    /// <summary>Takes back all that came after.</summary>
    public void UndoTo(((EngineState State, int Done)? Write, IReadOnlySet<long> Consumed) mark)
    {
        Write?.UndoStatement(mark.Write ?? Write.Start);
        _consumed = [.. mark.Consumed];
    }

    public void Commit()
    {
        if (Write is not { } write)
        {
            return;
        }

        write.Repair();
        StreamConsumption.Apply(write, _engine, this, _consumed.Select(id => (id, _windows[id].Window)));
        Write = null;
        write.Commit();
        _engine.RaiseCommitted();
    }

    public void Rollback()
    {
        var write = Write;
        Write = null;
        _consumed = [];
        write?.Rollback();
    }

    public void Dispose()
    {
        Rollback();
        foreach (var (_, pin) in _windows.Values)
        {
            pin.Dispose();
        }

        _windows.Clear();
    }
}
