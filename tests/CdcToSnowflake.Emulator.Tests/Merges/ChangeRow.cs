namespace CdcToSnowflake.Emulator.Tests.Merges;

/// <summary>A row of STG: of T only the op and the number are there.</summary>
internal sealed record ChangeRow(char Op, int? K1, int? K2, int? Value, int Seq);
