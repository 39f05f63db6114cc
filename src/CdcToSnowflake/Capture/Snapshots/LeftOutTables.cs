using CdcToSnowflake.Capture.Statements;

namespace CdcToSnowflake.Capture.Snapshots;

/// <summary>
/// Tables that were taken and then left out by the options. What the log told of them meanwhile was passed over, a TRUNCATE too, so once they are taken again they are others than the warehouse has them.
/// Therefore each has a request for a snapshot in the store, from before the first cut without it.
/// </summary>
internal sealed class LeftOutTables(SnapshotMarks marks, TableCatalog catalog, ShapeRegistry shapes)
{
    /// <summary>Writes down which tables are left out from a cut on.</summary>
    /// <param name="cut">The next cut.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The tables that are taken again, with the requests that wait for them since they were left out.</returns>
    public async Task<IReadOnlyList<(TableName Name, IReadOnlyList<string> Ids)>> NoteAsync(ulong cut, CancellationToken cancellationToken)
    {
        List<TableName> taken = [.. shapes.Tables.Select(table => new TableName(table.Schema, table.Name))];
        await marks.LeaveOutAsync([.. taken.Where(name => !catalog.Includes(name) && marks.UnansweredLeftOut(name).Count == 0)], cut, cancellationToken).ConfigureAwait(false);
        return [.. taken.Where(catalog.Includes).Select(name => (name, (IReadOnlyList<string>)marks.UnansweredLeftOut(name))).Where(table => table.Item2.Count > 0)];
    }
}
