using CdcToSnowflake.Emulator.Parsing.Ast;

namespace CdcToSnowflake.Emulator.Translation;

/// <summary>A top-level field of staged Parquet files: its exact key, the column that read_parquet gives it, and the type nearest to what is in there.</summary>
internal sealed record DocumentField(string Key, string Physical, DataType Type);
