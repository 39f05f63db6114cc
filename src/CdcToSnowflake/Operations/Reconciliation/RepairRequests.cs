using CdcToSnowflake.Capture.Snapshots;
using CdcToSnowflake.Capture.Statements;
using CdcToSnowflake.Storage;

namespace CdcToSnowflake.Operations.Reconciliation;

/// <summary>Asks the brand's capture for the rows that differ: by their keys, or for the whole table where those are too many or don't do.</summary>
internal sealed class RepairRequests(IObjectStore store, ComparableColumns columns, int most)
{
    private readonly RowRequestObjects _requests = new(store, columns.Brand);
    private readonly TableName _name = new(columns.Model.Schema, columns.Model.Source);

    /// <summary>How many rows were asked for.</summary>
    public long Rows { get; private set; }

    /// <summary>Whether the whole table was asked for.</summary>
    public bool IsWhole { get; private set; }

    /// <summary>Asks for a chunk's rows. They are in the store when this returns, whatever becomes of the chunks after it.</summary>
    public async Task AskAsync(IReadOnlyList<RowDifference> differences, CancellationToken cancellationToken)
    {
        if (IsWhole || differences.Count == 0)
        {
            return;
        }

        if (Rows + differences.Count > most || differences.Any(NeedsWhole))
        {
            await SnapshotMarks.AskAsync(store, columns.Brand, _name, Guid.NewGuid().ToString("N"), cancellationToken).ConfigureAwait(false);
            IsWhole = true;
            return;
        }

        List<IReadOnlyList<string>> rows = [];
        var bytes = 0;
        foreach (var difference in differences)
        {
            string[] key = [.. columns.ValuesOf(difference.Key)!.Select(Convert.ToHexString)];
            rows.Add(key);
            bytes += key.Sum(value => value.Length / 2);
            if (rows.Count == AskedRows.Most || bytes >= AskedRows.MostBytes)
            {
                await AskAsync(rows, cancellationToken).ConfigureAwait(false);
                (rows, bytes) = ([], 0);
            }
        }

        await AskAsync(rows, cancellationToken).ConfigureAwait(false);
    }

    // A zero date is NULL in RAW, and no key's. And where deleted rows stay, with their values, a delete by a key would leave none: the end of a snapshot does.
    private bool NeedsWhole(RowDifference difference) => columns.ValuesOf(difference.Key) is null || (difference.Kind == DifferenceKind.Extra && columns.KeepsDeletedRows);

    private async Task AskAsync(List<IReadOnlyList<string>> rows, CancellationToken cancellationToken)
    {
        if (rows.Count > 0)
        {
            await _requests.AskAsync(_name, new AskedRows(AskedRows.Newest, columns.SourceKey, rows), cancellationToken).ConfigureAwait(false);
            Rows += rows.Count;
        }
    }
}
