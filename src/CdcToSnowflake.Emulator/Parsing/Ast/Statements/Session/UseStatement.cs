namespace CdcToSnowflake.Emulator.Parsing.Ast;

/// <summary>USE [DATABASE|SCHEMA|WAREHOUSE|ROLE] name; Kind in upper case, empty for the bare form.</summary>
internal sealed record UseStatement(string Kind, ObjectName Name) : Statement;
