using CdcToSnowflake.Operations.Cost.Predicates;
using CdcToSnowflake.Operations.Cost.Reading;

namespace CdcToSnowflake.Operations.Cost.Advice;

/// <summary>What statements that are alike did with a table.</summary>
/// <param name="Pruning">What they read and left out.</param>
/// <param name="Query">The statements.</param>
/// <param name="Credits">Their credits, by this table's part of the partitions that they read.</param>
/// <param name="Uses">The table's columns that they choose rows by.</param>
internal sealed record TableReading(TablePruning Pruning, QueryCost Query, decimal Credits, IReadOnlyList<ColumnUse> Uses);
