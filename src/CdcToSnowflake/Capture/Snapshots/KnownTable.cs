namespace CdcToSnowflake.Capture.Snapshots;

/// <summary>What one chunk's reading tells the next.</summary>
/// <param name="Definition">The table's definition, until a statement touches it.</param>
/// <param name="RowBytes">About how large a row is.</param>
/// <param name="Broken">How many readings in turn found another definition than they began with.</param>
internal sealed record KnownTable(QueriedTable? Definition, long RowBytes, int Broken);
