using System.Buffers.Binary;
using CdcToSnowflake.Binlog;
using CdcToSnowflake.Capture.Statements;
using MySqlConnector;

namespace CdcToSnowflake.Capture.Snapshots;

/// <summary>Reads chunks of tables, one after another, by connections of its own; those that are lost are made again.</summary>
/// <param name="source">The servers.</param>
/// <param name="options">How large chunks are.</param>
/// <param name="treat">Says what becomes of a table's columns.</param>
/// <param name="keyOf">Says which columns are a table's key.</param>
/// <param name="scratchFolder">Where many rows wait.</param>
/// <param name="time">The clock.</param>
/// <param name="waits">Told of a table, how long it has been waited for, and for what.</param>
internal sealed partial class ChunkReader(
    MySqlSnapshotSource source, SnapshotOptions options, Func<QueriedTable, QueriedTable> treat, Func<QueriedTable, int[]> keyOf, string scratchFolder, TimeProvider time, Action<TableName, TimeSpan, string> waits) : IAsyncDisposable
{
    private static readonly TimeSpan ReconnectFor = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    private readonly RowSpool _rows = new(scratchFolder);
    private readonly KeyBytes _keyBytes = new();
    private SourceSession? _primary;
    private SourceSession? _reading;
    private volatile bool _readsWhole;
    private volatile BinlogPosition? _wholeFrom;

    /// <summary>Whether it reads a table by one SELECT; of any moment, from any thread.</summary>
    public bool ReadsWhole => _readsWhole;

    /// <summary>Where the log ended before the SELECT of a whole table, whose rows have all the changes up to there; null before, and for a table that is read by its key. Of any moment, from any thread.</summary>
    public BinlogPosition? WholeFrom => _wholeFrom;

    /// <summary>Reads a chunk. The rows are valid until the next call.</summary>
    /// <exception cref="SnapshotSourceException">It can't be read, or not for minutes.</exception>
    public async Task<SnapshotChunk> ReadAsync(ChunkRequest request, CancellationToken cancellationToken)
    {
        long? failing = null;
        for (var pause = FirstPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            var begun = time.GetTimestamp();
            try
            {
                return await TryReadAsync(request, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception e) when (ReadFailure.IsPassing(e) && !cancellationToken.IsCancellationRequested)
            {
                await CloseAsync().ConfigureAwait(false);
                if (failing is null || time.GetElapsedTime(begun) > ReconnectFor)
                {
                    (failing, pause) = (time.GetTimestamp(), FirstPause); // however long it went well before
                }

                if (time.GetElapsedTime(failing.Value) > ReconnectFor)
                {
                    throw new SnapshotSourceException($"the server could not be read for {ReconnectFor.TotalMinutes:0} minutes: {e.Message}", e);
                }

                await Task.Delay(pause, time, cancellationToken).ConfigureAwait(false);
            }
            catch (MySqlException e)
            {
                throw new SnapshotSourceException($"the server refuses to be read: {e.Message} The account needs SELECT on the captured tables and REPLICATION CLIENT (MariaDB: BINLOG MONITOR){(source.HasReplica ? ", on the snapshot's replica too" : "")}.", e);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await CloseAsync().ConfigureAwait(false);
        _rows.Dispose();
        _asked.Dispose();
    }

    private async Task<SnapshotChunk> TryReadAsync(ChunkRequest request, CancellationToken cancellationToken)
    {
        _rows.Clear();
        if (!await ArriveAsync(request, cancellationToken).ConfigureAwait(false))
        {
            return new SnapshotChunk { End = request.From, IsBroken = true };
        }

        SnapshotChunk chunk;
        try
        {
            chunk = await SelectAsync(_reading!, request, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is FormatException || ReadFailure.IsOfDefinition(e))
        {
            chunk = new SnapshotChunk { End = request.From, IsBroken = true, Rows = _rows };
        }

        return chunk with { End = await SourcePosition.NowAsync(_primary!, cancellationToken).ConfigureAwait(false) };
    }

    private async Task<SnapshotChunk> SelectAsync(SourceSession session, ChunkRequest request, CancellationToken cancellationToken)
    {
        var found = request.Definition ?? await SourceDefinitions.FindAsync(session, request.Name, cancellationToken).ConfigureAwait(false);
        if (found is null)
        {
            return new SnapshotChunk { End = request.From, IsBroken = !await IsGoneAsync(session, request.Name, cancellationToken).ConfigureAwait(false) };
        }

        var table = treat(found);
        var key = keyOf(table);
        var chunk = new SnapshotChunk { End = request.From, Table = table, Key = key, Rows = _rows, ReadAtMicros = (time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond };
        if (request.Asked is { } asked)
        {
            return await SelectAskedAsync(session, asked, chunk, cancellationToken).ConfigureAwait(false);
        }

        if (request.Done.Last is null)
        {
            chunk = chunk with { Estimate = await SourceDefinitions.RowsAsync(session, request.Name, cancellationToken).ConfigureAwait(false) };
        }

        if (table.ReadingOrder(key) is not { } order)
        {
            _wholeFrom = await SourcePosition.NowAsync(_primary!, cancellationToken).ConfigureAwait(false);
            await SelectWholeAsync(session, new TableSelect(table, null), cancellationToken).ConfigureAwait(false);
            return chunk with { IsLast = true, IsBroken = _isRecalled };
        }

        return await SelectByKeyAsync(session, request, chunk with { Order = [.. order.Select(i => table.Columns[i].Name)] }, order, cancellationToken).ConfigureAwait(false);
    }

    private async Task SelectWholeAsync(SourceSession session, TableSelect whole, CancellationToken cancellationToken)
    {
        _readsWhole = true;
        try
        {
            await session.ReadAsync(whole.Whole, whole.IsBinary, TakeWhole, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _readsWhole = false;
        }
    }

    // A table that can't be seen isn't gone: as its end, that would empty it in the warehouse.
    private async Task<bool> IsGoneAsync(SourceSession session, TableName name, CancellationToken cancellationToken)
    {
        if (await SourceDefinitions.IsThereAsync(session, name, cancellationToken).ConfigureAwait(false))
        {
            return false; // it came between the two questions
        }

        if (session == _primary || !await SourceDefinitions.IsThereAsync(_primary!, name, cancellationToken).ConfigureAwait(false))
        {
            return true;
        }

        // Made after the place that the replica was waited for?
        var now = await SourcePosition.NowAsync(_primary!, cancellationToken).ConfigureAwait(false);
        await AwaitReplicaAsync(session, name, now, cancellationToken).ConfigureAwait(false);
        return await SourceDefinitions.IsThereAsync(session, name, cancellationToken).ConfigureAwait(false) || !await SourceDefinitions.IsThereAsync(_primary!, name, cancellationToken).ConfigureAwait(false)
            ? false
            : throw new SnapshotSourceException(
                "the snapshot's replica doesn't have the table, and the primary does. Take it out of the replica's filters (replicate_ignore_table and the like) and restore it there, read the snapshot from the primary, or leave the table out by CaptureOptions.ExcludedTables.");
    }

    private async Task<SnapshotChunk> SelectByKeyAsync(SourceSession session, ChunkRequest request, SnapshotChunk chunk, int[] order, CancellationToken cancellationToken)
    {
        var select = new TableSelect(chunk.Table!, order);
        var goesOn = request.Done.Last is not null && request.Done.Key.SequenceEqual(chunk.Order, StringComparer.Ordinal);
        var largest = goesOn ? request.Done.Largest : await LargestAsync(session, select, order.Length, cancellationToken).ConfigureAwait(false);
        var keys = new HashSet<byte[]>(KeyComparer.Instance);
        if (largest is null)
        {
            return chunk with { IsLast = true, Keys = keys };
        }

        var most = (int)Math.Clamp(options.ChunkBytes / Math.Max(request.RowBytes, 1), 1, options.ChunkRows);
        var isFull = false;
        await session.ReadAsync(
            select.Chunk(goesOn ? Parse(request.Done.Last!) : null, Parse(largest), most),
            select.IsBinary,
            row =>
            {
                keys.Add(_keyBytes.Of(Spool(row), chunk.Table!, chunk.Key).ToArray());
                isFull = _rows.Bytes >= options.ChunkBytes;
                return !isFull;
            },
            cancellationToken).ConfigureAwait(false);
        var last = LastKey(order);
        return chunk with
        {
            Keys = keys,
            Largest = largest,
            Last = last,
            IsLast = (_rows.Rows < most && !isFull) || (last is not null && last.SequenceEqual(largest, StringComparer.Ordinal)),
        };
    }

    private static async Task<IReadOnlyList<string>?> LargestAsync(SourceSession session, TableSelect select, int parts, CancellationToken cancellationToken)
    {
        string[]? largest = null;
        await session.ReadAsync(
            select.LargestKey,
            isBinary: false,
            row =>
            {
                largest = new string[parts];
                for (var i = 0; i < parts; i++)
                {
                    largest[i] = Convert.ToHexString(row.GetFieldValue<byte[]>(i));
                }

                return true;
            },
            cancellationToken).ConfigureAwait(false);
        return largest;
    }

    private string[]? LastKey(int[] order)
    {
        if (_rows.Rows == 0)
        {
            return null;
        }

        var last = new string[order.Length];
        for (var i = 0; i < order.Length; i++)
        {
            last[i] = Convert.ToHexString(KeyBytes.Value(_rows.Last, order[i]));
        }

        return last;
    }

    private bool TakeWhole(MySqlDataReader row)
    {
        Spool(row);
        _rows.Spill();
        return !_isRecalled;
    }

    private Files.QueriedRow Spool(MySqlDataReader row)
    {
        _rows.Begin();
        for (var i = 0; i < row.FieldCount; i++)
        {
            if (row.IsDBNull(i))
            {
                _rows.Null();
                continue;
            }

            if (row.GetFieldType(i) is var type && (type == typeof(double) || type == typeof(float)))
            {
                var (number, at) = _rows.Value(sizeof(double));
                BinaryPrimitives.WriteDoubleLittleEndian(number.AsSpan(at), type == typeof(double) ? row.GetDouble(i) : row.GetFloat(i));
                continue;
            }

            var length = checked((int)row.GetBytes(i, 0, null, 0, 0));
            var (array, start) = _rows.Value(length);
            row.GetBytes(i, 0, array, start, length);
        }

        return _rows.End();
    }

    private static byte[][] Parse(IReadOnlyList<string> key) => [.. key.Select(Convert.FromHexString)];

    private async Task CloseAsync()
    {
        var (primary, reading) = (_primary, _reading);
        (_primary, _reading) = (null, null);
        if (reading is not null && reading != primary)
        {
            await reading.DisposeAsync().ConfigureAwait(false);
        }

        if (primary is not null)
        {
            await primary.DisposeAsync().ConfigureAwait(false);
        }
    }
}
