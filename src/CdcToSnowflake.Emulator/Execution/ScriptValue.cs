using CdcToSnowflake.Emulator.Parsing.Ast;
using CdcToSnowflake.Emulator.Translation;

namespace CdcToSnowflake.Emulator.Execution;

/// <summary>A variable's value as DuckDB's text of it, which a cast reads back exactly; null = NULL.</summary>
internal sealed record ScriptValue(DataType Type, string? Text)
{
    public TranslatedExpression AsExpression() => new($"CAST({DuckDbText.Literal(Text)} AS {DuckDbType.Of(Type)})", Type);

    public bool IsTrue => Text is "true";
}
