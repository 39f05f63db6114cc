namespace CdcToSnowflake.Storage;

/// <summary>An object of a store, as a listing shows it.</summary>
/// <param name="Key">The key, relative to the store's location.</param>
/// <param name="Size">Bytes.</param>
/// <param name="LastModified">When it was written, by the store's clock.</param>
public sealed record StoredObject(string Key, long Size, DateTimeOffset LastModified);
