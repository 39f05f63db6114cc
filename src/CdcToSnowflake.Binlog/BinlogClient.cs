using System.Runtime.CompilerServices;
using CdcToSnowflake.Binlog.Events;
using CdcToSnowflake.Binlog.Protocol;

namespace CdcToSnowflake.Binlog;

/// <summary>Reads the binlog of a live MySQL, Aurora MySQL or MariaDB server as a replica does, and waits for more at its end.</summary>
/// <remarks>One reading at a time: a server ends the older of two streams with one <c>server_id</c>.</remarks>
public sealed class BinlogClient : IBinlogReader, IAsyncDisposable
{
    private readonly BinlogClientOptions _options;
    private readonly CancellationTokenSource _disposed = new();
    private volatile Acknowledgements _acknowledgements = new(null);
    private volatile BinlogSession? _session;
    private int _reading;

    /// <summary>Makes a client; nothing is connected yet.</summary>
    /// <param name="options">Where and how.</param>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public BinlogClient(BinlogClientOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        _options = options;
    }

    /// <summary>How often the present reading, or else the last one, lost its connection and made it again.</summary>
    public int Reconnects => _session?.Reconnects ?? 0;

    /// <summary>Why the present reading, or else the last one, lost its connection the last time that it tried to make it again; null for never.</summary>
    public BinlogException? LastLoss => _session?.LastLoss;

    /// <summary>The position of the last <see cref="Acknowledge"/>, where a <see cref="ReadAsync"/> without a position goes on; null before the first, and once a reading from another position began.</summary>
    public BinlogPosition? AcknowledgedPosition => _acknowledgements.Position;

    /// <summary>Asks the server for what matters before reading: versions, settings, GTIDs, files.</summary>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The answers.</returns>
    /// <exception cref="BinlogException">The server can't be asked.</exception>
    public Task<BinlogServerInfo> InspectAsync(CancellationToken cancellationToken = default) =>
        AskAsync(connection => ServerInspection.InspectAsync(connection, withLogs: true), cancellationToken);

    /// <summary>Where the server writes now: what a <see cref="ReadAsync"/> from there yields is what happens after this call.</summary>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>A position outside of any transaction.</returns>
    /// <exception cref="BinlogException">The server can't be asked.</exception>
    public Task<BinlogPosition> GetCurrentPositionAsync(CancellationToken cancellationToken = default) =>
        AskAsync(
            async connection => await ServerInspection.CurrentPositionAsync(connection, await ServerInspection.InspectAsync(connection, withLogs: false).ConfigureAwait(false)).ConfigureAwait(false),
            cancellationToken);

    /// <summary>Asks whether a <see cref="ReadAsync"/> from a position would begin, and reads nothing.</summary>
    /// <param name="from">Where it would start.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>When the server goes on from there: a moment, or, at a replica that is behind, up to half of <see cref="BinlogClientOptions.ConnectTimeout"/>.</returns>
    /// <remarks>It connects with the <see cref="BinlogClientOptions.ServerId"/>, and so ends another client's reading under the same one.</remarks>
    /// <exception cref="BinlogPositionException">It would be refused.</exception>
    /// <exception cref="BinlogException">The server can't be asked.</exception>
    public Task CheckStartAsync(BinlogPosition from, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(from);
        return BinlogStream.CheckStartAsync(_options, from, cancellationToken);
    }

    /// <summary>
    /// Says that everything before a position is stored for good. Reading goes on regardless; where <see cref="BinlogClientOptions.SemiSync"/> is on and the
    /// source asks for it, each COMMIT up to the position returns now. Transactions are acknowledged in order and any number at once, so a
    /// sink that stores many in one batch acknowledges the last one's end.
    /// </summary>
    /// <param name="position">The <see cref="BinlogBatch.Position"/> at a boundary (<see cref="BinlogBatch.IsBoundary"/>) that the present reading, or else the last one, has reached.</param>
    /// <exception cref="ArgumentException">It is no such boundary, or lies before <see cref="AcknowledgedPosition"/>. Whether it is a boundary is known for the newest 4,096 only.</exception>
    public void Acknowledge(BinlogPosition position)
    {
        ArgumentNullException.ThrowIfNull(position);
        _acknowledgements.Acknowledge(position);
    }

    /// <inheritdoc/>
    /// <param name="from">Where to start, a transaction's boundary; null = the <see cref="AcknowledgedPosition"/>, and without one the earliest that there is.</param>
    /// <param name="cancellationToken">Ends the enumeration with <see cref="OperationCanceledException"/>.</param>
    /// <remarks>
    /// Does not end by itself. The server whose place it is (<see cref="BinlogPosition.LastEvent"/>) is asked by file and offset; another one, or if the file is gone, by the position's GTID set
    /// if its <c>gtid_mode</c> is ON. MariaDB is asked by the GTIDs if the position has some. If a connection is lost inside a transaction and another server answers
    /// in its place, the transaction ends by <see cref="BinlogEventKind.Rollback"/> (<see cref="BinlogBatch.IsAbandoned"/>) and comes again from its beginning.
    /// </remarks>
    /// <exception cref="InvalidOperationException">This client is reading already.</exception>
    public async IAsyncEnumerable<BinlogBatch> ReadAsync(BinlogPosition? from = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_disposed.IsCancellationRequested, this);
        if (Interlocked.Exchange(ref _reading, 1) != 0)
            throw new InvalidOperationException("This client is reading already; make another one with its own ServerId.");
        try
        {
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _disposed.Token);
            from ??= AcknowledgedPosition;
            var acknowledgements = new Acknowledgements(from == AcknowledgedPosition ? from : null);
            using var decoder = new BinlogDecoder(_options.Decoding, fromServer: true) { Boundaries = acknowledgements.Boundaries };
            var session = new BinlogSession(_options, decoder, from, acknowledgements, stop.Token);
            _acknowledgements = acknowledgements;
            _session = session;
            await using (session.ConfigureAwait(false))
            {
                while (true)
                {
                    stop.Token.ThrowIfCancellationRequested();
                    var batch = await session.NextAsync().ConfigureAwait(false);
                    yield return batch;
                    decoder.Drain(); // what the caller left unread is checked before its buffer is used again
                }
            }
        }
        finally
        {
            Volatile.Write(ref _reading, 0);
        }
    }

    /// <summary>Ends a reading that goes on: it throws <see cref="OperationCanceledException"/>.</summary>
    /// <returns>When it is told.</returns>
    public async ValueTask DisposeAsync()
    {
        if (_disposed.IsCancellationRequested)
            return;
        await _disposed.CancelAsync().ConfigureAwait(false);
        _disposed.Dispose();
    }

    private async Task<T> AskAsync<T>(Func<ServerConnection, ValueTask<T>> question, CancellationToken cancellationToken)
    {
        var connection = await ServerConnection.OpenAsync(_options, cancellationToken).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            using var cancelled = connection.Transport.CloseOn(cancellationToken);
            connection.Transport.SilenceLimit = _options.ConnectTimeout;
            var answer = await question(connection).ConfigureAwait(false);
            await connection.Transport.SendCommandAsync(ReplicationCommands.Quit()).ConfigureAwait(false);
            return answer;
        }
    }
}
