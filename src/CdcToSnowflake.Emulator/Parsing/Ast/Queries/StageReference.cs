namespace CdcToSnowflake.Emulator.Parsing.Ast;

/// <summary>@name/path: the stage, and the path below it without a leading slash (exact case). Name empty of parts never occurs: @~ and @%table are refused.</summary>
internal sealed record StageReference(ObjectName Name, string Path) : SqlNode;
