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
}
