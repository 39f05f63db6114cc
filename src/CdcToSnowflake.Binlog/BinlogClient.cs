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
    public int Reconnects { get; private set; }

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

    /// <inheritdoc/>
    /// <remarks>
    /// Does not end by itself. From a position with a GTID set the server is asked by that set if its <c>gtid_mode</c> is ON, else by file and offset,
    /// which are good on the same server only (<see cref="BinlogPosition.ServerUuid"/>).
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
            using var decoder = new BinlogDecoder(_options.Decoding, fromServer: true);
            var session = new BinlogSession(_options, decoder, from, stop.Token);
            await using (session.ConfigureAwait(false))
            {
                while (true)
                {
                    stop.Token.ThrowIfCancellationRequested();
                    var batch = await session.NextAsync().ConfigureAwait(false);
                    Reconnects = session.Reconnects;
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
