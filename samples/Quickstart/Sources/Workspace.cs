using CdcToSnowflake.Storage;
using Quickstart.Arguments;

namespace Quickstart.Sources;

/// <summary>Where the cuts and the embedded Snowflake lie: where the user said, else in a temporary folder that goes when the run ends.</summary>
internal sealed class Workspace : IDisposable
{
    private readonly DirectoryInfo? _temporary;

    public Workspace(QuickstartArguments arguments)
    {
        _temporary = arguments.Store is null || arguments.Database is null ? Directory.CreateTempSubdirectory("quickstart-") : null;
        Database = arguments.Database ?? Path.Combine(_temporary!.FullName, "snowflake.db");
        Store = (arguments.Store ?? StoreAddress.InFolder(Path.Combine(_temporary!.FullName, "store"))).Open();
    }

    /// <summary>The embedded Snowflake's file.</summary>
    public string Database { get; }

    /// <summary>The object store of the cuts.</summary>
    public IObjectStore Store { get; }

    public void Dispose()
    {
        (Store as IDisposable)?.Dispose();
        _temporary?.Delete(recursive: true);
    }
}
