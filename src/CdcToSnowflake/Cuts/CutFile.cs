namespace CdcToSnowflake.Cuts;

/// <summary>A file of a cut.</summary>
/// <param name="Key">Its key in the store.</param>
/// <param name="Rows">How many rows.</param>
/// <param name="Bytes">Its size.</param>
internal sealed record CutFile(string Key, long Rows, long Bytes);
