namespace CdcToSnowflake.Capture.Statements;

/// <summary>A table as a statement names it, its schema filled in from the statement's default one.</summary>
internal readonly record struct TableName(string Schema, string Table)
{
    public override string ToString() => $"{Schema}.{Table}";
}
