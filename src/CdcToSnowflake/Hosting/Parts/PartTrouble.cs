namespace CdcToSnowflake.Hosting.Parts;

/// <summary>Why a part of the service doesn't do what it should.</summary>
internal sealed record PartTrouble(Exception Error, bool HasEnded);
