using System.Globalization;
using CdcToSnowflake.Binlog;
using CdcToSnowflake.Capture;
using MySqlConnector;
using Quickstart.Arguments;
using Quickstart.Verification;

namespace Quickstart.Sources;

/// <summary>A brand on a live server.</summary>
internal sealed class MySqlSource : IBrandSource
{
    private readonly BinlogClient _client;
    private readonly WatchedReader _reader;
    private readonly MySqlDataSource _queries;

    public MySqlSource(LiveSource source, CaptureOptions capture, BinlogOptions decoding)
    {
        Brand = source.Brand;
        _queries = new MySqlDataSource(source.Queries);
        _client = new BinlogClient(source.Binlog with { Decoding = decoding });
        _reader = new WatchedReader(_client);
        Name = source.Binlog.ToString();
        Schema = new MySqlSchemaSource(source.Queries);
        Tables = new MySqlSnapshotSource(source.Queries);
        State = new MySqlState(_queries, capture.Includes, capture.KeyColumns);
    }

    public string Brand { get; }

    public IBinlogReader Binlog => _reader;

    public ISchemaSource? Schema { get; }

    public MySqlSnapshotSource? Tables { get; }

    public ISourceState State { get; }

    private string Name { get; }

    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        var server = await _client.InspectAsync(cancellationToken);
        if (server.Problems.ToList() is { Count: > 0 } problems)
        {
            throw new SourceException($"{Brand} ({Name}) can't be captured: {string.Join("; ", problems)}.");
        }
    }

    public Task<BinlogPosition> EndAsync(CancellationToken cancellationToken) => _client.GetCurrentPositionAsync(cancellationToken);

    public bool HasRead(BinlogPosition end) => _reader.Position is { } at && at.IsAtOrAfter(end);

    public string Behind(CaptureProgress progress)
    {
        if (progress.LastCommitMicros == 0 || progress.LastEventSeenAt is not { } seen)
        {
            return progress.LastEventSeenAt is null ? "waiting for the server" : "nothing new";
        }

        // From the commit at the source to its arrival here: a clock that is off shows as lag, a quiet source doesn't.
        var lag = seen - DateTimeOffset.UnixEpoch.AddMicroseconds(progress.LastCommitMicros);
        return progress.CommittedRows == progress.Rows && lag > TimeSpan.FromSeconds(10)
            ? $"quiet since {DateTimeOffset.UnixEpoch.AddMicroseconds(progress.LastCommitMicros).ToString("HH:mm:ss", CultureInfo.InvariantCulture)} UTC"
            : string.Create(CultureInfo.InvariantCulture, $"{Math.Max(0, lag.TotalSeconds):0.0} s");
    }

    public void Stop() => _reader.Stop();

    public async ValueTask DisposeAsync()
    {
        _reader.Dispose();
        await _client.DisposeAsync();
        await _queries.DisposeAsync();
    }
}
