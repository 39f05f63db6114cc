using Microsoft.Extensions.Options;

namespace OwnerApp;

/// <summary>The folder of what the application keeps.</summary>
internal sealed class Workspace : IDisposable
{
    private readonly bool _isTemporary;

    public Workspace(IOptions<OwnerAppOptions> options)
    {
        _isTemporary = options.Value.Folder is null;
        Folder = options.Value.Folder ?? Directory.CreateTempSubdirectory("owner-app-").FullName;
    }

    /// <summary>Its path.</summary>
    public string Folder { get; }

    public void Dispose()
    {
        if (_isTemporary)
        {
            Directory.Delete(Folder, recursive: true);
        }
    }
}
