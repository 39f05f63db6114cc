namespace CdcToSnowflake.Tests.Storage;

/// <summary>A folder that goes with its test.</summary>
public sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("cdc-test-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
