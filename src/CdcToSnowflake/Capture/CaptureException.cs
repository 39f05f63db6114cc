namespace CdcToSnowflake.Capture;

/// <summary>A brand's capture can't go on. The last committed cut is the truth; after the remedy that the message names, a new start goes on from there.</summary>
/// <remarks>Do what the message says, then start the brand again: it goes on after the last committed cut.</remarks>
public class CaptureException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="brand">The brand's id.</param>
    /// <param name="problem">What happened, and what to do.</param>
    /// <param name="file">The binlog file, where known.</param>
    /// <param name="offset">The event's offset in it, where known.</param>
    /// <param name="innerException">The cause.</param>
    public CaptureException(string brand, string problem, string? file = null, long? offset = null, Exception? innerException = null)
        : base(file is null ? $"Brand {brand}: {problem}" : $"Brand {brand} at {file}:{offset}: {problem}", innerException)
        => (Brand, File, Offset) = (brand, file, offset);

    /// <summary>The brand's id.</summary>
    public string Brand { get; }

    /// <summary>The binlog file, where known.</summary>
    public string? File { get; }

    /// <summary>The event's offset in <see cref="File"/>, where known.</summary>
    public long? Offset { get; }
}
