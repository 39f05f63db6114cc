namespace Quickstart.Arguments;

/// <summary>The arguments can't be used as they are; the message is the one line that the user sees.</summary>
internal sealed class UsageException(string message) : Exception(message);
