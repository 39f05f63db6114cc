namespace CdcToSnowflake.Emulator.Execution;

/// <summary>The DuckDB file below cannot be read or written: nothing that a statement could have done otherwise.</summary>
internal sealed class EmulatorDatabaseException(string message, Exception innerException) : IOException(message, innerException);
