using System.Globalization;

namespace CdcToSnowflake.Storage;

/// <summary>An object in the store has a newer version than this program reads: a newer release wrote it. It is left as it is.</summary>
/// <remarks>Upgrade this program to the release that wrote the object, or a later one.</remarks>
public sealed class ObjectVersionException : StorageException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="location">The store's location.</param>
    /// <param name="key">The object's key.</param>
    /// <param name="version">The version that it has.</param>
    /// <param name="newest">The newest version that this program reads.</param>
    public ObjectVersionException(Uri location, string key, int version, int newest)
        : base(string.Create(CultureInfo.InvariantCulture, $"'{key}' in {location} has version {version}, and this program reads versions up to {newest}: a newer release wrote it. Upgrade this program; the object is left as it is."), location, key)
        => (Version, Newest) = (version, newest);

    /// <summary>The version that the object has.</summary>
    public int Version { get; }

    /// <summary>The newest version that this program reads.</summary>
    public int Newest { get; }
}
