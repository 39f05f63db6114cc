namespace CdcToSnowflake.Binlog;

/// <summary>Something about a binlog stopped its reader; the message says what, where and what to do.</summary>
/// <remarks>Do what the message says.</remarks>
public class BinlogException : Exception
{
    /// <summary>Makes one without a place.</summary>
    public BinlogException()
    {
    }

    /// <summary>Makes one without a place.</summary>
    /// <param name="message">What happened and what to do.</param>
    public BinlogException(string message)
        : base(message)
    {
    }

    /// <summary>Makes one without a place.</summary>
    /// <param name="message">What happened and what to do.</param>
    /// <param name="innerException">The cause.</param>
    public BinlogException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Makes one with its place, which is added to the message.</summary>
    /// <param name="message">What happened and what to do.</param>
    /// <param name="file">The binlog file, or null.</param>
    /// <param name="position">The offset of the event in it, or null.</param>
    /// <param name="innerException">The cause, or null.</param>
    public BinlogException(string message, string? file, long? position, Exception? innerException = null)
        : base(file is null ? message : $"{file} at {position}: {message}", innerException)
    {
        File = file;
        Position = position;
    }

    /// <summary>The binlog file's name, where known.</summary>
    public string? File { get; }

    /// <summary>The offset in the file of the event at fault, where known.</summary>
    public long? Position { get; }
}
