namespace Quickstart.Verification;

/// <summary>What a source itself says that it holds.</summary>
internal interface ISourceState
{
    /// <summary>The tables that should be in RAW, whole.</summary>
    Task<IReadOnlyList<StateTable>> TablesAsync(CancellationToken cancellationToken);

    /// <summary>A table's rows in any order; the values as <see cref="SourceText"/> reads them. The array is reused.</summary>
    IAsyncEnumerable<string?[]> RowsAsync(StateTable table, CancellationToken cancellationToken);
}
