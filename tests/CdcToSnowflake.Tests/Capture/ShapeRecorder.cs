using CdcToSnowflake.Model;
using CdcToSnowflake.Tests.Storage;

namespace CdcToSnowflake.Tests.Capture;

/// <summary>Notes the shapes that capture announces, and what the store had then.</summary>
internal sealed class ShapeRecorder(MemoryObjectStore store) : IShapeObserver
{
    public List<SourceTable> Tables { get; } = [];

    public bool WasInStore { get; private set; } = true;

    public bool HadData { get; private set; }

    public Task ShapeAppearedAsync(string brand, SourceTable table, CancellationToken cancellationToken)
    {
        Tables.Add(table);
        WasInStore &= store.Keys.Contains(StorePath.Shape(brand, table));
        HadData |= store.Keys.Any(key => key.StartsWith($"{brand}/{StorePath.DataWithinBrand(table)}", StringComparison.Ordinal));
        return Task.CompletedTask;
    }
}
