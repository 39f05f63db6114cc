using CdcToSnowflake.Model;
using CdcToSnowflake.Tests.Storage;

namespace CdcToSnowflake.Tests.Capture;

/// <summary>Notes the shapes that capture announces, and what the store had then.</summary>
internal sealed class ShapeRecorder(MemoryObjectStore store) : IShapeObserver
{
    public List<SourceTable> Tables { get; } = [];

    public bool WasInStore { get; private set; }

    public bool HadData { get; private set; }

    public Task ShapesAppearedAsync(string brand, IReadOnlyList<SourceTable> tables, CancellationToken cancellationToken)
    {
        Tables.AddRange(tables);
        WasInStore |= tables.Any(table => store.Keys.Contains(StorePath.Shape(brand, table)));
        HadData |= store.Keys.Any(key => tables.Any(table => key.StartsWith($"{brand}/{StorePath.DataWithinBrand(table)}", StringComparison.Ordinal)));
        return Task.CompletedTask;
    }
}
