using System.Collections.Concurrent;
using CdcToSnowflake.Model;

namespace Quickstart.Sources;

/// <summary>Passes each shape on to the deployment, and remembers which tables there are, for the report.</summary>
internal sealed class SeenTables(IShapeObserver deployment) : IShapeObserver
{
    private readonly ConcurrentDictionary<(string Brand, string Schema, string Table), byte> _tables = [];

    /// <summary>The tables that have files, in the order of their names.</summary>
    public IReadOnlyList<(string Brand, string Schema, string Table)> All => [.. _tables.Keys.Order()];

    public async Task ShapesAppearedAsync(string brand, IReadOnlyList<SourceTable> tables, CancellationToken cancellationToken)
    {
        await deployment.ShapesAppearedAsync(brand, tables, cancellationToken);
        foreach (var table in tables)
        {
            _tables.TryAdd((brand, table.Schema, table.Name), 0);
        }
    }

    public bool Follows(string brand, ColumnRename rename) => deployment.Follows(brand, rename);

    public Task<ulong> FindMergedCutAsync(string brand, CancellationToken cancellationToken) => deployment.FindMergedCutAsync(brand, cancellationToken);
}
