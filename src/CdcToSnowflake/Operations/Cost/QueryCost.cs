namespace CdcToSnowflake.Operations.Cost;

/// <summary>What statements cost that are alike but for their constants, blanks and comments.</summary>
/// <param name="Hash">Snowflake's hash for them (QUERY_PARAMETERIZED_HASH).</param>
/// <param name="Text">One of them, as far as Snowflake keeps it.</param>
/// <param name="Type">What they are: SELECT, MERGE, …</param>
/// <param name="Database">The database that they ran in; null for none.</param>
/// <param name="Schema">The schema that they ran in; null for none.</param>
/// <param name="Warehouse">The warehouse that they ran on.</param>
/// <param name="Runs">How many there were.</param>
/// <param name="Credits">Credits that they were attributed, idle time not among them; null of statements that are too short for it.</param>
/// <param name="Executing">How long they ran, together.</param>
/// <param name="Queued">How long they waited for their warehouse, together.</param>
/// <param name="Spilled">Bytes that didn't fit into memory.</param>
/// <param name="PartitionsScanned">Micro-partitions that they read.</param>
/// <param name="PartitionsTotal">Micro-partitions that their tables have, counted with each statement.</param>
public sealed record QueryCost(
    string Hash,
    string Text,
    string Type,
    string? Database,
    string? Schema,
    string Warehouse,
    long Runs,
    decimal? Credits,
    TimeSpan Executing,
    TimeSpan Queued,
    long Spilled,
    long PartitionsScanned,
    long PartitionsTotal);
