using CdcToSnowflake.Operations.Cost.Reading;

namespace CdcToSnowflake.Operations.Cost.Predicates;

/// <summary>A column that a statement chooses rows of a table by.</summary>
internal readonly record struct ColumnUse(FullName Table, string Column, ColumnUseKind Kind);
