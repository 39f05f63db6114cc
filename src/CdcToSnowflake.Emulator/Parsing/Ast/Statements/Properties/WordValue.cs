namespace CdcToSnowflake.Emulator.Parsing.Ast;

/// <summary>A bare word or name: TRUE, SKIP_FILE, "DB"."S"."FORMAT".</summary>
internal sealed record WordValue(ObjectName Name) : PropertyValue;
