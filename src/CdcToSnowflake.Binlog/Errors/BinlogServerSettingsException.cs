namespace CdcToSnowflake.Binlog;

/// <summary>The server does not log whole row changes (binlog off, statement format, partial row images, an unknown checksum); the message names the setting and the SQL to change it.</summary>
/// <remarks>Run the SQL that the message names, and start again. Rows that were logged before stay as they were logged.</remarks>
public sealed class BinlogServerSettingsException : BinlogException
{
    /// <inheritdoc/>
    public BinlogServerSettingsException()
    {
    }

    /// <inheritdoc/>
    public BinlogServerSettingsException(string message)
        : base(message)
    {
    }

    /// <inheritdoc/>
    public BinlogServerSettingsException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <inheritdoc/>
    public BinlogServerSettingsException(string message, string? file, long? position, Exception? innerException = null)
        : base(message, file, position, innerException)
    {
    }
}
