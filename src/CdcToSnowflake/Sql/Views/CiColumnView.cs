using CdcToSnowflake.Model;
using CdcToSnowflake.Sql.Rendering;

namespace CdcToSnowflake.Sql.Views;

/// <summary>A CI column as one brand brings it: its name in CI, its name in RAW, and its type in CI.</summary>
internal sealed record CiColumnView(PlainText Name, PlainText Source, SnowflakeType Type, bool IsMissing, bool IsCast, bool IsRenamed);
