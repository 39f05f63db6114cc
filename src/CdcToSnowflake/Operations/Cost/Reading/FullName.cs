namespace CdcToSnowflake.Operations.Cost.Reading;

/// <summary>The full name of a table, task or pipe, as Snowflake keeps it.</summary>
internal readonly record struct FullName(string Database, string Schema, string Name)
{
    public override string ToString() => $"{Database}.{Schema}.{Name}";
}
