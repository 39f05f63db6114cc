using System.Globalization;
using CdcToSnowflake.Emulator.Catalog;
using CdcToSnowflake.Emulator.Streams;
using CdcToSnowflake.Emulator.Translation;

namespace CdcToSnowflake.Emulator.Execution;

/// <summary>
/// A DuckDB transaction that writes, under the write lock, with the state that its commit will publish.
/// DuckDB gives a transaction up after any failed statement and has no savepoints; in Snowflake a failed statement takes back only itself.
/// So each statement's DuckDB texts are kept, and after a failure the ones that succeeded run again, on the very same data: the lock is still held.
/// </summary>
internal sealed class WriteScope
{
    private readonly Engine _engine;
    private readonly DuckSession _duck;
    private readonly List<string>? _done;
    private readonly EngineState _before;
    private readonly List<IDisposable> _kept = [];
    private bool _isBroken;

    private WriteScope(Engine engine, DuckSession duck, bool severalStatements)
    {
        _engine = engine;
        _duck = duck;
        _done = severalStatements ? [] : null;
        _before = State = engine.State;
    }

    /// <summary>As this transaction sees it and will commit it.</summary>
    public EngineState State { get; set; }

    public CatalogSnapshot Catalog => State.Catalog;

    public static WriteScope Begin(Engine engine, DuckSession duck, bool severalStatements, CancellationToken cancellationToken)
    {
        engine.WriteLock.Take(cancellationToken);
        try
        {
            duck.Begin();
            return new WriteScope(engine, duck, severalStatements);
        }
        catch
        {
            engine.WriteLock.Release();
            throw;
        }
    }

    /// <summary>Keeps something, the files of a COPY, until the transaction ends: after a failure its statements run again.</summary>
    public void Keep(IDisposable needed) => _kept.Add(needed);

    public int Execute(string sql, CancellationToken cancellationToken = default)
    {
        var changed = _duck.Execute(sql, cancellationToken);
        _done?.Add(sql);
        return changed;
    }

    /// <summary>The number of the change statement that begins now; all its changes carry it.</summary>
    public long NextVersion()
    {
        State = State with { Version = State.Version + 1 };
        return State.Version;
    }

    public long NextId()
    {
        State = State with { NextId = State.NextId + 1 };
        return State.NextId - 1;
    }

    public void Put(CatalogObject value)
    {
        if (Catalog.ById<CatalogObject>(value.Id) is { } before)
        {
            Execute(CatalogStore.Remove(before));
        }

        Execute(CatalogStore.Add(value));
        State = State with { Catalog = State.Catalog.With(value) };
    }

    public void Remove(CatalogObject value)
    {
        Execute(CatalogStore.Remove(value));
        State = State with { Catalog = State.Catalog.Without(value) };
    }

    public void PutOffset(long streamId, StreamOffset offset)
    {
        RemoveOffset(streamId);
        Execute(string.Create(
            CultureInfo.InvariantCulture,
            $"INSERT INTO __sf.stream_offset VALUES ({streamId}, {offset.Version}, {offset.Initial}, {(offset.TouchedAt - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond}, {DuckDbText.Literal(offset.StaleReason)})"));
        State = State with { Offsets = State.Offsets.SetItem(streamId, offset) };
    }

    public void RemoveOffset(long streamId)
    {
        if (!State.Offsets.ContainsKey(streamId))
        {
            return;
        }

        Execute(string.Create(CultureInfo.InvariantCulture, $"DELETE FROM __sf.stream_offset WHERE id = {streamId}"));
        State = State with { Offsets = State.Offsets.Remove(streamId) };
    }

    /// <summary>Where a statement begins, for <see cref="UndoStatement"/>.</summary>
    public (EngineState State, int Done) Mark() => (State, _done?.Count ?? 0);

    /// <summary>Where the transaction began.</summary>
    public (EngineState State, int Done) Start => (_before, 0);

    /// <summary>Takes back a failed statement: what came before runs again before the next one.</summary>
    public void UndoStatement((EngineState State, int Done) mark)
    {
        if (!_isBroken)
        {
            _duck.Rollback();
        }

        _isBroken = true;
        State = mark.State;
        _done!.RemoveRange(mark.Done, _done.Count - mark.Done);
    }

    /// <summary>To be called before each statement.</summary>
    public void Repair()
    {
        if (!_isBroken)
        {
            return;
        }

        _duck.Begin();
        try
        {
            foreach (var sql in _done!)
            {
                _duck.Execute(sql);
            }
        }
        catch
        {
            // Broken as before, and not within a transaction that nobody would end.
            _duck.Rollback();
            throw;
        }

        _isBroken = false;
    }

    public void Commit()
    {
        Repair();
        try
        {
            _engine.Touches.Write(this);
            PutChangedCounter(EngineState.VersionCounter, _before.Version, State.Version);
            PutChangedCounter(EngineState.RowIdCounter, _before.NextRowId, State.NextRowId);
            PutChangedCounter(EngineState.IdCounter, _before.NextId, State.NextId);
            _engine.Commit(_duck, State);
            _engine.Touches.Written(State);
        }
        catch
        {
            Rollback();
            throw;
        }

        End();
    }

    public void Rollback()
    {
        try
        {
            if (!_isBroken)
            {
                _duck.Rollback();
            }
        }
        catch (SnowflakeException)
        {
            // DuckDB has already ended a transaction whose COMMIT failed.
        }
        finally
        {
            End();
        }
    }

    private void End()
    {
        try
        {
            _kept.ForEach(needed => needed.Dispose());
            _kept.Clear();
        }
        finally
        {
            _engine.WriteLock.Release();
        }
    }

    private void PutChangedCounter(string name, long before, long after)
    {
        if (before != after)
        {
            _duck.Execute(CatalogStore.PutCounter(name, after));
        }
    }
}
