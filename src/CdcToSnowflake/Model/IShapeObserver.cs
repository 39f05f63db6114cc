namespace CdcToSnowflake.Model;

/// <summary>
/// Is told of each shape of a table before its first file is written, so that the warehouse has the columns and the pipe when the file comes.
/// Stands in Model since capture calls it and the warehouse implements it, and neither knows the other.
/// </summary>
public interface IShapeObserver
{
    /// <summary>Called before the first file of a shape is written, and at a start for every shape that the store already has. Capture waits for it.</summary>
    /// <param name="brand">The brand's id, as given.</param>
    /// <param name="table">The table, with the shape's columns and key.</param>
    /// <param name="cancellationToken">Capture stops.</param>
    Task ShapeAppearedAsync(string brand, SourceTable table, CancellationToken cancellationToken);

    /// <summary>Tells of many shapes at once, as a start does, so that the observer can do once what it would else do for each. By default one after another.</summary>
    /// <param name="brand">The brand's id, as given.</param>
    /// <param name="tables">The tables, each in one shape.</param>
    /// <param name="cancellationToken">Capture stops.</param>
    async Task ShapesAppearedAsync(string brand, IReadOnlyList<SourceTable> tables, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(tables);
        foreach (SourceTable table in tables)
        {
            await ShapeAppearedAsync(brand, table, cancellationToken).ConfigureAwait(false);
        }
    }
}
