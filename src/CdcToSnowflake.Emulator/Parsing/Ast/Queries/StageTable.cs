namespace CdcToSnowflake.Emulator.Parsing.Ast;

/// <summary>@stage/path [(FILE_FORMAT => …, PATTERN => …)].</summary>
internal sealed record StageTable(StageReference Stage, string? FileFormat, string? Pattern, TableAlias? Alias) : TableSource;
