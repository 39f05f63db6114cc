namespace Quickstart.Sources;

/// <summary>A source can't be taken as it is; the message says what to do.</summary>
internal sealed class SourceException(string message, Exception? inner = null) : Exception(message, inner);
