using CdcToSnowflake.Binlog;
using CdcToSnowflake.Capture.Statements;

namespace CdcToSnowflake.Capture.Snapshots;

/// <summary>
/// A chunk of a table on its way: from the place in the log where its reading was begun to the one where it lands. What the log touches in between is right as the log
/// has it, so the chunk's rows of those keys are passed over.
/// </summary>
internal sealed class SnapshotWindow(TableName name, ulong openedInCut, Guid? server, ChunkReader reader, Task<SnapshotChunk> reading, int mostTouched, RowRequest? rows = null)
{
    private bool _isRestricted;
    private bool _awaitsEnd;

    // By GTIDs, whether the log has come to the reading's end; null where places tell.
    private bool? _isReached;

    public TableName Name => name;

    /// <summary>The request for rows that it answers; null for the table's next chunk.</summary>
    public RowRequest? Rows => rows;

    /// <summary>The cut that was open when it was begun.</summary>
    public ulong OpenedInCut => openedInCut;

    /// <summary>Who reads the chunk; free for another window when this one has landed.</summary>
    public ChunkReader Reader => reader;

    /// <summary>The reading.</summary>
    public Task<SnapshotChunk> Reading => reading;

    /// <summary>The keys that the log has touched.</summary>
    public TouchedKeys Touched { get; private set; } = new(mostTouched);

    /// <summary>Whether a statement touched the table, so that what was read isn't what it is.</summary>
    public bool IsSpoiled { get; private set; }

    /// <summary>Whether its reading found no key, and no statement since may have given it one.</summary>
    public bool IsKeyless => !IsSpoiled && reading.Exception?.InnerException is KeylessTableException;

    /// <summary>Whether the log touched more than could be noted, so that the same chunk is to be read once more.</summary>
    public bool IsGivenUp { get; private set; }

    /// <summary>Whether the log has shown the table's columns since it was begun: they may be others than those that are read.</summary>
    public bool MayHaveOldColumns { get; private set; }

    /// <summary>Whether a log was changed after its SELECT had begun. What gave it up otherwise was a change that the SELECT had already, since capture is behind.</summary>
    public bool IsChangedWhileRead { get; private set; }

    /// <summary>What was read; nothing where it found no key and a statement since may have given it one, since it is read again then.</summary>
    /// <param name="position">Where the log is.</param>
    public async Task<SnapshotChunk> ChunkAsync(BinlogPosition position)
    {
        try
        {
            return await reading.ConfigureAwait(false);
        }
        catch (KeylessTableException) when (IsSpoiled)
        {
            return new SnapshotChunk { End = position };
        }
    }

    /// <summary>Notes that the log has shown the table's columns.</summary>
    public void SeeColumns() => MayHaveOldColumns = true;

    /// <summary>Notes that a statement touched the table.</summary>
    public void Spoil() => IsSpoiled = true;

    /// <summary>Notes nothing any more: what is read is thrown away.</summary>
    public void GiveUp() => (IsGivenUp, Touched) = (true, new TouchedKeys(mostTouched));

    /// <summary>Gives a log's reading up, since the log has a change of it behind the window's opening.</summary>
    /// <param name="change">Where.</param>
    public void Changed(EventPlace change)
    {
        // The next reading isn't begun before the log has come to this one's end: else, while capture is behind, each change would cost one.
        _awaitsEnd = true;
        GiveUp();
        if (!IsChangedWhileRead && reader.WholeFrom is { } begun && LogPlace.Compare(change.File, change.Offset, begun.File, begun.Offset) >= 0)
        {
            IsChangedWhileRead = true;
            reader.Recall();
        }
    }

    /// <summary>Notes how far the log is, and on which server. A place that another one told means nothing here; a MariaDB's log doesn't say whose it is, so there the transactions count, wherever they lie.</summary>
    public void IsOn(BinlogPosition position)
    {
        IsSpoiled |= server is { } before && position.ServerUuid is { } now && before != now;
        if (position.IsMariaDb && reading.IsCompletedSuccessfully)
        {
            _isReached = MariaDbGtids.Covers(position.GtidSet, reading.Result.End.GtidSet);
        }
    }

    /// <summary>Notes a row change.</summary>
    public void Touch(RowChange change, BinlogTable table, int[] key)
    {
        Restrict();
        if (change.HasBefore)
        {
            Touched.Add(change.Before, table, key);
        }

        if (change.HasAfter)
        {
            Touched.Add(change.After, table, key);
        }
    }

    /// <summary>Whether so much was touched that the walk must wait for the reading. If that has ended and is a whole table's, nothing bounds it: it is to be read again.</summary>
    public bool MustBeAwaited
    {
        get
        {
            if (!Touched.IsFull)
            {
                return false;
            }

            Restrict();
            if (reading is { IsCompletedSuccessfully: true, Result.Keys: null })
            {
                GiveUp();
            }

            return !reading.IsCompleted;
        }
    }

    /// <summary>Whether something can be done with it at a place in the log: to write the chunk, to read it again, or to show that its reading has failed.</summary>
    public bool IsDueAt(string file, long offset) =>
        reading.IsCompleted
        && (IsSpoiled || (IsGivenUp && !_awaitsEnd) || IsChangedWhileRead || !reading.IsCompletedSuccessfully || (_isReached ?? LogPlace.Compare(file, offset, reading.Result.End.File, reading.Result.End.Offset) >= 0));

    private void Restrict()
    {
        if (!_isRestricted && reading.IsCompletedSuccessfully && reading.Result.Keys is { } keys)
        {
            _isRestricted = true;
            Touched.RestrictTo(keys);
        }
    }
}
