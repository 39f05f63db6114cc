using CdcToSnowflake.Model;
using CdcToSnowflake.Sql.Rendering;

namespace CdcToSnowflake.Sql.Semantics;

/// <summary>A dimension or fact of a semantic view, which is one column, as templates see it.</summary>
internal sealed record SemanticField(PlainText Table, PlainText Name, SnowflakeType Type, SemanticWords Words)
{
    /// <summary>Whether it is a point in time, which Cortex treats in its own way.</summary>
    public bool IsTime => Type.Kind is SnowflakeKind.Date or SnowflakeKind.TimestampNtz or SnowflakeKind.TimestampTz;
}
