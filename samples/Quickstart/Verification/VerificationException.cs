namespace Quickstart.Verification;

/// <summary>The check couldn't be made, which is neither yes nor no.</summary>
internal sealed class VerificationException(string message, Exception? inner = null) : Exception("RAW can't be compared with the source: " + message, inner);
