using System.Runtime.CompilerServices;
using CdcToSnowflake.Binlog;

namespace CdcToSnowflake.Tests.Capture.Snapshots;

/// <summary>Reads a live log up to a place where the server wrote when the test began, and ends there as a file does.</summary>
internal sealed class EndingReader(IBinlogReader reader, BinlogPosition end) : IBinlogReader
{
    public async IAsyncEnumerable<BinlogBatch> ReadAsync(BinlogPosition? from = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var batch in reader.ReadAsync(from, cancellationToken))
        {
            yield return batch;
            if (batch.IsBoundary && batch.File == end.File && batch.EndOffset >= end.Offset)
            {
                yield break;
            }
        }
    }
}
