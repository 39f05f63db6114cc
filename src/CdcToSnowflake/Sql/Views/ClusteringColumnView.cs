using CdcToSnowflake.Sql.Rendering;

namespace CdcToSnowflake.Sql.Views;

/// <summary>A column of a clustering key.</summary>
/// <param name="Name">The column.</param>
/// <param name="IsTimestamp">Whether the key takes its date.</param>
internal sealed record ClusteringColumnView(PlainText Name, bool IsTimestamp);
