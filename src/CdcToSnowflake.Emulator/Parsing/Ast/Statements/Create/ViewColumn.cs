namespace CdcToSnowflake.Emulator.Parsing.Ast;

/// <summary>A view's column as its list names it: name [COMMENT 'text'].</summary>
internal sealed record ViewColumn(string Name, string? Comment) : SqlNode;
