using CdcToSnowflake.Storage;

namespace CdcToSnowflake.Emulator.Pipes;

/// <summary>A file of a stage.</summary>
/// <param name="Store">Where it is.</param>
/// <param name="Key">Its key there.</param>
/// <param name="Path">Its path below the stage's URL, by which load histories remember it.</param>
/// <param name="Size">Bytes; 0 if not known.</param>
internal sealed record StagedFile(IObjectStore Store, string Key, string Path, long Size);
