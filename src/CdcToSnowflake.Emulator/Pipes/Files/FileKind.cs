namespace CdcToSnowflake.Emulator.Pipes;

/// <summary>A file format's TYPE, as far as it is emulated.</summary>
internal enum FileKind
{
    Parquet,
    Json,
    Csv,
}
