using CdcToSnowflake.Binlog;
using CdcToSnowflake.Cuts;
using CdcToSnowflake.Model;
using CdcToSnowflake.Storage;

namespace CdcToSnowflake.Hosting.Changes;

/// <summary>The tables that a handler hears of, each in its shapes, with the mapper of their rows.</summary>
internal sealed class HandledTables(IObjectStore store, string brand, BinlogTablePatterns patterns, RowType row)
{
    // A shape's file of 4,096 columns has under a MiB.
    private const int LargestShape = 16 << 20;

    private readonly Dictionary<(string Table, string Shape), (SourceTable Table, RowMapper Mapper)?> _known = [];

    /// <summary>A part of a cut as the handler takes it; null for a table that it doesn't hear of.</summary>
    /// <exception cref="ChangeMappingException">The table doesn't fit the row's type.</exception>
    public async Task<(SourceTable Table, RowMapper Mapper)?> FindAsync(CutTable part, CancellationToken cancellationToken)
    {
        if (!_known.TryGetValue((part.Table, part.Shape), out var found))
        {
            var table = await ReadAsync($"{StorePath.Shapes(brand)}{part.Table}/{part.Shape}.json", cancellationToken).ConfigureAwait(false);
            found = patterns.Includes(table.Schema, table.Name) ? (table, new RowMapper(row, table)) : null;
            _known.Add((part.Table, part.Shape), found);
        }

        return found;
    }

    private async Task<SourceTable> ReadAsync(string key, CancellationToken cancellationToken) => SourceTableJson.Read(
        await store.ReadUpToAsync(key, LargestShape, cancellationToken).ConfigureAwait(false)
        ?? throw new ModelException(ModelProblem.UnreadableShape, $"The shape file '{key}' has more than {LargestShape} bytes, which no table needs. Delete it, and capture writes it again."),
        key);
}
