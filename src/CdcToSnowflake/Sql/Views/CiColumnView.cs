using CdcToSnowflake.Model;
using CdcToSnowflake.Sql.Rendering;

namespace CdcToSnowflake.Sql.Views;

/// <summary>A CI column as one brand brings it.</summary>
internal sealed record CiColumnView(PlainText Name, SnowflakeType Type, bool IsMissing, bool IsCast);
