namespace CdcToSnowflake.Hosting.Parts;

/// <summary>Why a part of the service doesn't do what it should.</summary>
/// <param name="Error">The last error.</param>
/// <param name="HasEnded">Whether nothing tries it again.</param>
/// <param name="Since">When the first of its failures in a row was told.</param>
/// <param name="Failures">How many those are.</param>
internal sealed record PartTrouble(Exception Error, bool HasEnded, DateTimeOffset Since, int Failures);
