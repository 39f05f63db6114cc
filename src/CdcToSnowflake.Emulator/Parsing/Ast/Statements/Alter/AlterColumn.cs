namespace CdcToSnowflake.Emulator.Parsing.Ast;

internal sealed record AlterColumn(string Name, AlterColumnChange Change) : SqlNode
{
    public DataType? Type { get; init; }

    public Expression? Default { get; init; }

    public string? Comment { get; init; }
}
