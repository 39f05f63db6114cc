using CdcToSnowflake.Binlog;
using CdcToSnowflake.Capture.Statements;

namespace CdcToSnowflake.Capture.Snapshots;

/// <summary>
/// A chunk of a table on its way: from the place in the log where its reading was begun to the one where it lands. What the log touches in between is right as the log
/// has it, so the chunk's rows of those keys are passed over.
/// </summary>
internal sealed class SnapshotWindow(TableName name, ulong openedInCut, Guid? server, ChunkReader reader, Task<SnapshotChunk> reading)
{
    private bool _isRestricted;

    public TableName Name => name;

    /// <summary>The cut that was open when it was begun.</summary>
    public ulong OpenedInCut => openedInCut;

    /// <summary>The server whose log was read then; another one's places mean nothing here.</summary>
    public Guid? Server => server;

    /// <summary>Who reads the chunk; free for another window when this one has landed.</summary>
    public ChunkReader Reader => reader;

    /// <summary>The reading.</summary>
    public Task<SnapshotChunk> Reading => reading;

    /// <summary>The keys that the log has touched.</summary>
    public TouchedKeys Touched { get; } = new();

    /// <summary>Whether a statement touched the table, so that what was read isn't what it is.</summary>
    public bool IsSpoiled { get; private set; }

    /// <summary>Notes that a statement touched the table.</summary>
    public void Spoil() => IsSpoiled = true;

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
            IsSpoiled |= reading is { IsCompletedSuccessfully: true, Result.Keys: null };
            return !reading.IsCompleted;
        }
    }

    /// <summary>Whether something can be done with it at a place in the log: to write the chunk, to read it again, or to show that its reading has failed.</summary>
    public bool IsDueAt(string file, long offset) =>
        reading.IsCompleted && (IsSpoiled || !reading.IsCompletedSuccessfully || LogPlace.Compare(file, offset, reading.Result.End.File, reading.Result.End.Offset) >= 0);

    private void Restrict()
    {
        if (!_isRestricted && reading.IsCompletedSuccessfully && reading.Result.Keys is { } keys)
        {
            _isRestricted = true;
            Touched.RestrictTo(keys);
        }
    }
}
