namespace CdcToSnowflake.Operations.Cost;

/// <summary>What keeping a table in its clustering key's order cost.</summary>
/// <param name="Database">The database that it is in.</param>
/// <param name="Schema">The schema that it is in.</param>
/// <param name="Table">The table.</param>
/// <param name="Credits">What it cost.</param>
/// <param name="Rows">How many rows were moved; a row may be moved several times.</param>
/// <param name="Bytes">How many bytes were moved.</param>
public sealed record ClusteringCost(string Database, string Schema, string Table, decimal Credits, long Rows, long Bytes);
