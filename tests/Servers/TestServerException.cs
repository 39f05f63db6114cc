namespace CdcToSnowflake.TestServers;

/// <summary>A server that a test needs is not there or did not start. The message says what to do.</summary>
public sealed class TestServerException : Exception
{
    /// <summary>Makes an exception without a message.</summary>
    public TestServerException() { }

    /// <summary>Makes an exception.</summary>
    public TestServerException(string message) : base(message) { }

    /// <summary>Makes an exception with its cause.</summary>
    public TestServerException(string message, Exception? innerException) : base(message, innerException) { }
}
