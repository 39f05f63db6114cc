using CdcToSnowflake.Emulator.Parsing.Ast;

namespace CdcToSnowflake.Emulator.Translation;

/// <summary>DuckDB's text of an expression (safe to put beside any operator) and Snowflake's type of it.</summary>
internal sealed record TranslatedExpression(string Sql, DataType Type);
