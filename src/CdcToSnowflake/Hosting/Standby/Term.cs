namespace CdcToSnowflake.Hosting.Standby;

/// <summary>A turn at the work: from 1, each held by one process.</summary>
/// <param name="Number">The number.</param>
/// <param name="Holder">The id of the process that claimed it.</param>
internal sealed record Term(ulong Number, string Holder);
