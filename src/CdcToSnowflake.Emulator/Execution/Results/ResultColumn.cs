using CdcToSnowflake.Emulator.Parsing.Ast;

namespace CdcToSnowflake.Emulator.Execution.Results;

/// <summary>A column of a result: Snowflake's label and type.</summary>
internal sealed record ResultColumn(string Name, DataType Type);
