namespace SqlOnly;

/// <summary>The arguments, or the file that they name, can't be used.</summary>
internal sealed class UsageException(string message, Exception? inner = null) : Exception(message, inner);
