namespace CdcToSnowflake.Files;

/// <summary>The local disk has no room for rows on their way to the store, or can't be written. What is committed is safe, and a new start goes on after it.</summary>
/// <param name="message">Where, why, and what to do.</param>
/// <param name="innerException">The cause.</param>
/// <remarks>Make room in <see cref="Capture.CaptureOptions.ScratchFolder"/>, or name another folder.</remarks>
public sealed class ScratchFileException(string message, Exception innerException) : IOException(message, innerException);
