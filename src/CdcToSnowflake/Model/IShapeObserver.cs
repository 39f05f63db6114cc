namespace CdcToSnowflake.Model;

/// <summary>
/// Is told of each shape of a table before its first file is written, so that the warehouse has the columns and the pipe when the file comes.
/// Stands in Model since capture calls it and the warehouse implements it, and neither knows the other.
/// </summary>
public interface IShapeObserver
{
    /// <summary>
    /// Called before the first file of a shape is written, and at a start with every shape that the store already has, in one call. Capture waits for it.
    /// One call, since what is made of some of a table's shapes doesn't know the others' columns: a merge between two calls would leave those of rows that wait since before the start.
    /// </summary>
    /// <param name="brand">The brand's id, as given.</param>
    /// <param name="tables">The tables, each in one shape, with its columns and key; several may be shapes of one table.</param>
    /// <param name="cancellationToken">Capture stops.</param>
    /// <returns>A task that ends when files of the shapes may come.</returns>
    /// <exception cref="ModelException">A shape can't be taken; the brand's capture stops, and says why.</exception>
    Task ShapesAppearedAsync(string brand, IReadOnlyList<SourceTable> tables, CancellationToken cancellationToken);

    /// <summary>
    /// Whether a column that gets another name keeps its values under the new one, in rows that are there already. Where it doesn't, capture reads the table again, or stops if it has nothing to read from.
    /// </summary>
    /// <param name="brand">The brand's id, as given.</param>
    /// <param name="rename">The renaming that the log tells of.</param>
    /// <returns>True if it does; false unless overridden.</returns>
    bool Follows(string brand, ColumnRename rename) => false;

    /// <summary>
    /// The last cut that the warehouse has of a brand, merged or only loaded. A store that ends before it has lost manifests: cuts that were numbered from there on would be taken for those that it has, so capture stops instead.
    /// </summary>
    /// <param name="brand">The brand's id, as given.</param>
    /// <param name="cancellationToken">Capture stops.</param>
    /// <returns>The cut's number; 0, which says nothing, unless overridden.</returns>
    Task<ulong> FindMergedCutAsync(string brand, CancellationToken cancellationToken) => Task.FromResult(0UL);
}
