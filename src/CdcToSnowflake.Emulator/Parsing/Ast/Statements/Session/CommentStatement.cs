namespace CdcToSnowflake.Emulator.Parsing.Ast;

/// <summary>COMMENT [IF EXISTS] ON kind name IS 'text'. For a column the name's last part is the column.</summary>
internal sealed record CommentStatement(string Kind, ObjectName Name, bool IfExists, string Comment) : Statement;
