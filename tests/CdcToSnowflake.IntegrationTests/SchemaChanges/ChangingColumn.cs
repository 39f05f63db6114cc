namespace CdcToSnowflake.IntegrationTests.SchemaChanges;

/// <summary>A column as its server has it now. Its first letter says of which family it is, whatever becomes of it: the warehouse holds a family's types in one column.</summary>
internal sealed record ChangingColumn(string Name, string Type, bool IsNullable)
{
    public char Family => Name[0];
}
