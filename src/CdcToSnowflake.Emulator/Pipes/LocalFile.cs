namespace CdcToSnowflake.Emulator.Pipes;

/// <summary>A staged file that DuckDB can open.</summary>
internal sealed record LocalFile(StagedFile Staged, string Location);
