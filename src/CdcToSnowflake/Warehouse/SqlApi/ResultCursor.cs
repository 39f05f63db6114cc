using CdcToSnowflake.Warehouse.SqlApi.Http;
using CdcToSnowflake.Warehouse.SqlApi.Values;

namespace CdcToSnowflake.Warehouse.SqlApi;

/// <summary>The rows of one statement, partition after partition; the next one is on its way while this one is read.</summary>
internal sealed class ResultCursor(SqlApiClient client, string firstLine, SqlApiResponse response) : IDisposable
{
    private readonly CancellationTokenSource _ended = new();
    private RowStore _rows = response.Rows;
    private int _row = -1;
    private int _partition;
    private Task<RowStore>? _next;

    public IReadOnlyList<ResultColumn> Columns => response.Columns;

    public bool HasRows => response.RowCount > 0 || response.Rows.Rows > 0;

    /// <summary>Rows that DML changed; -1 for anything else. Without stats, DML's own result tells.</summary>
    public long Affected => response.Affected is { } told && (told > 0 || IsCounts) ? told : IsCounts && _rows.Rows == 1 && _partition == 0 ? Counted() : -1;

    public bool IsOnRow => _row >= 0 && _row < _rows.Rows;

    private bool IsCounts => response.Columns.Count > 0 && response.Columns.TrueForAll(column => column.Name.StartsWith("number of ", StringComparison.Ordinal));

    public async ValueTask<bool> ReadAsync(CancellationToken cancellationToken)
    {
        while (++_row >= _rows.Rows)
        {
            _rows = new RowStore(); // the old one may go before the next one comes
            _row = -1;
            if (_partition + 1 >= response.Partitions)
            {
                return false;
            }

            // Kept, so that a read that was cancelled goes on with it.
            _next ??= FetchAsync(_partition + 1);
            _rows = await _next.WaitAsync(cancellationToken).ConfigureAwait(false);
            _partition++;
            _next = null;
        }

        if (_row == 0 && _partition + 1 < response.Partitions)
        {
            _next ??= FetchAsync(_partition + 1);
        }

        return true;
    }

    public bool IsNull(int column) => _rows.IsNull(_row, column);

    public ReadOnlySpan<byte> Value(int column) => _rows.Value(_row, column);

    public void Dispose()
    {
        _ended.Cancel();
        // Whatever the prefetch came to, nobody asks any more.
        _next?.ContinueWith(static (task, ended) => { _ = task.Exception; ((CancellationTokenSource)ended!).Dispose(); }, _ended, TaskScheduler.Default);
        _next = null;
    }

    private Task<RowStore> FetchAsync(int partition) =>
        client.PartitionAsync(
            response.StatementHandle ?? throw new SnowflakeException(0, "08P01", "The result has several partitions, but no handle to fetch them by.", null, firstLine, null),
            partition,
            response.Columns.Count,
            firstLine,
            _ended.Token);

    private long Counted()
    {
        long sum = 0;
        for (var i = 0; i < Columns.Count; i++)
        {
            if (Columns[i].Name is "number of rows inserted" or "number of rows updated" or "number of rows deleted")
            {
                sum += ValueConversion.To<long>(ValueReader.Read(_rows.Value(0, i), Columns[i]));
            }
        }

        return sum;
    }
}
